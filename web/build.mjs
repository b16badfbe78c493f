// Writes dist/: everything a page links to, under names that carry a hash of the content, with what the binary needs to
// serve it. The same sources give the same bytes.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { Output } from './build/output.mjs'
import { refuse } from './build/refuse.mjs'
import { script } from './build/script.mjs'
import { stylesheet, urls } from './build/styles.mjs'
import { licence, nastaliq } from './build/font.mjs'

const web = fileURLToPath(new URL('.', import.meta.url))
const mojImages = join(web, 'node_modules/@ministryofjustice/frontend/moj/assets/images')

async function build() {
  const output = new Output(web)
  for (const name of ['favicon.svg', 'mark.svg']) output.add(name, await readFile(join(web, 'images', name)))
  output.add('nastaliq.woff2', await nastaliq(web))
  output.add('nastaliq-licence.txt', await licence(web))
  output.add('app.js', await script(web))

  const sheets = ['app', 'office'].flatMap((sheet) => [
    { name: `${sheet}.css`, sheet, language: 'en' },
    { name: `${sheet}-rtl.css`, sheet, language: 'ur' }
  ])
  for (const { name, sheet, language } of sheets) {
    const css = stylesheet(web, sheet, language)
    // Upstream's sheets name images by path; what is named is what is shipped.
    for (const image of urls(css).filter((url) => url.startsWith('/assets/images/'))) {
      const file = image.slice('/assets/images/'.length)
      output.add(file, await readFile(join(mojImages, file)))
    }
    output.add(name, output.linked(css))
  }

  refuse(output.files)
  await output.write()
}

build().catch((problem) => {
  console.error(`The assets were not built: ${problem.message}`)
  process.exitCode = 1
})
