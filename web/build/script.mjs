// The one script of the pages.
import { build } from 'esbuild'
import { join } from 'node:path'

// What every browser that loads a module script reads.
const target = 'es2017'

export async function script(web) {
  const result = await build({
    absWorkingDir: web,
    entryPoints: [join(web, 'script/app.js')],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    legalComments: 'none',
    target,
    logLevel: 'silent'
  })
  return result.outputFiles[0].text
}
