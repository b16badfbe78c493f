// Writes dist/: everything a page links to, under names that carry a hash of the content, with what the binary needs to
// serve it; and fonts/, the letters of papers. The same sources give the same bytes.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { Output } from './build/output.mjs'
import { refuse } from './build/refuse.mjs'
import { script } from './build/script.mjs'
import { ownSheet, stylesheet, urls } from './build/styles.mjs'
import { licences, nastaliq, printed } from './build/font.mjs'

const web = fileURLToPath(new URL('.', import.meta.url))
const mojImages = join(web, 'node_modules/@ministryofjustice/frontend/moj/assets/images')

// What papers are printed with goes beside dist/, which is for browsers.
async function print(fonts) {
  const folder = join(web, 'fonts')
  await mkdir(folder, { recursive: true })
  for (const [name, bytes] of Object.entries(fonts)) await writeFile(join(folder, name), bytes)
}

async function build() {
  const output = new Output(web)
  for (const name of ['favicon.svg', 'mark.svg']) output.add(name, await readFile(join(web, 'images', name)))
  output.add('nastaliq.woff2', await nastaliq(web))
  for (const [name, text] of Object.entries(await licences(web))) output.add(name, text)
  output.add('nastaliq.css', output.linked(ownSheet(web, 'nastaliq')))
  for (const name of ['app', 'office']) output.add(`${name}.js`, await script(web, name))

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
  await print(await printed(web))
  await output.write()
}

build().catch((problem) => {
  console.error(`The assets were not built: ${problem.message}`)
  process.exitCode = 1
})
