// The scripts of the pages: app.js on all of them, office.js beside it in the office.
import { build } from 'esbuild'
import { join } from 'node:path'

// What every browser that loads a module script reads.
const target = 'es2017'

export async function script(web, name) {
  const result = await build({
    absWorkingDir: web,
    entryPoints: [join(web, `script/${name}.js`)],
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
