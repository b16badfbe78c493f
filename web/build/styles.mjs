// Compiles a style sheet for one language: upstream's part, flipped where the language runs from right to left, and then
// ours, which uses logical properties and is therefore never flipped.
import { transformSync } from 'esbuild'
import { join } from 'node:path'
import rtlcss from 'rtlcss'
import { compile } from 'sass'

const target = ['chrome61', 'firefox60', 'safari11', 'edge79']
const rightToLeft = new Set(['ur'])
const url = /url\(\s*["']?([^"')]+)["']?\s*\)/g

export function stylesheet(web, sheet, language) {
  const part = (name) => compiled(web, name, language)
  const upstream = part(`${sheet}-upstream`)
  const flipped = rightToLeft.has(language) ? rtlcss.process(upstream) : upstream
  return minified(`${flipped}\n${part(sheet)}`)
}

// A sheet that has no part of upstream's and is the same in every language.
export function ownSheet(web, name) {
  return minified(compiled(web, name, 'en'))
}

function compiled(web, name, language) {
  return compile(join(web, 'styles', `${name}.scss`), {
    loadPaths: [web, join(web, 'styles'), join(web, 'styles/language', language)],
    quietDeps: true
  }).css
}

function minified(css) {
  return transformSync(css, { loader: 'css', minify: true, legalComments: 'none', target }).code
}

export function urls(css) {
  return [...css.matchAll(url)].map(([, address]) => address)
}

export function replaceUrls(css, address) {
  return css.replace(url, (_, found) => `url(${address(found)})`)
}
