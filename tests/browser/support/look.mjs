// What holds of every page: whoever cannot see it, has a narrow screen or reads Urdu can use it, and nothing on it is
// refused by the browser. What is seen is kept in target/screenshots.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { ZOOMED, complaintsEnlarged } from './enlarged.mjs'
import { screenshots } from './instance.mjs'
import { MAY_STAY } from './words.mjs'

const { AxeBuilder } = createRequire(new URL('../../../web/package.json', import.meta.url))('@axe-core/playwright')

const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']
// The mark of govuk-frontend on radios and checkboxes with questions of their own.
const KNOWN = ['aria-allowed-attr']
// What somebody sent is shown in a frame in which no script runs, axe's own neither.
const PAPER = '.pser-viewer__frame'

export async function inspect(visitor) {
  const { page, manner, name, steps } = visitor
  const where = `${name}, step ${steps}, ${manner.lang} ${manner.width} at ${visitor.path}`
  assert.deepEqual(visitor.troubles.splice(0), [], `the browser complains: ${where}`)

  const seen = await page.evaluate(describe)
  const isFirst = isNew(visitor, seen.marks)
  if (isFirst) {
    mkdirSync(screenshots, { recursive: true })
    const file = `${name}-${String(steps).padStart(2, '0')}-${manner.lang}-${manner.width}.png`
    await page.screenshot({ path: join(screenshots, file), fullPage: true })
  }
  assert.deepEqual([seen.lang, seen.dir], [manner.lang, manner.lang === 'ur' ? 'rtl' : 'ltr'], where)
  assert.equal(seen.headings, 1, `one heading of the first order: ${where}`)
  assert.ok(seen.width <= seen.room, `wider than the screen by ${seen.width - seen.room}: ${where}: ${seen.wide}`)
  if (manner.lang === 'ur') {
    const left = seen.words.filter((word) => !MAY_STAY.has(word))
    assert.deepEqual(left, [], `English is left: ${where}`)
    assert.deepEqual(seen.loose, [], `numbers lose their order: ${where}`)
  }
  if (!isFirst) return
  const found = await axe(visitor)
  assert.deepEqual(found, [], `for somebody it cannot be used: ${where}`)
  if (seen.isOffice && manner.scripts && manner.width > ZOOMED.width && isNew(visitor, 'enlarged')) {
    assert.deepEqual(await complaintsEnlarged(visitor), [], `enlarged it cannot be used: ${where}`)
  }
}

const kinds = new Set()

// Whether a page of this kind is seen for the first time by somebody like this visitor. The slow looks are for those.
function isNew({ manner, page }, marks) {
  const { pathname, searchParams } = new URL(page.url())
  const path = pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id').replace(/\/[A-Z0-9]+(-[A-Z0-9*~$=]+)+/g, '/:reference')
  const step = searchParams.get('step') ?? ''
  const kind = [path, step, [...searchParams.keys()], marks, manner.lang, manner.width, manner.scripts].join(' ')
  if (kinds.has(kind)) return false
  return kinds.add(kind)
}

async function axe(visitor) {
  const page = visitor.manner.scripts ? visitor.page : await mirror(visitor)
  const { violations } = await new AxeBuilder({ page }).exclude(PAPER).withTags(STANDARDS).disableRules(KNOWN).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`)
}

// axe needs scripts. Where the visitor has none it looks at the same page in a tab that has them, without ours.
async function mirror(visitor) {
  visitor.mirror ??= await visitor.world.browser.newContext().then((context) => context.newPage())
  const html = (await visitor.page.content()).replace(/<script\b.*?<\/script>/gs, '')
  const url = visitor.page.url()
  await visitor.mirror.unrouteAll()
  await visitor.mirror.route(url, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }))
  await visitor.mirror.setViewportSize(visitor.page.viewportSize())
  await visitor.mirror.goto(url)
  return visitor.mirror
}

// Runs in the page.
function describe() {
  // What somebody typed may be in any script.
  const latin = (element) => element.closest('[dir=ltr], [lang=en], script, style, noscript, bdi, [dir=auto], textarea')
  const shown = (element) => element.checkVisibility({ visibilityProperty: true })
  const isThere = (css) => document.querySelector(css) !== null
  const root = document.documentElement
  const words = new Set()
  const loose = []
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const element = node.parentElement
    if (latin(element) || !shown(element)) continue
    // An isolated run keeps its own order.
    const text = node.data.replace(/[\u2066\u2068][^\u2069]*\u2069/g, ' ')
    for (const [word] of text.matchAll(/[A-Za-z]{2,}/g)) words.add(word)
    // Digits that something else than a comma or a point holds together are thrown about in a line of Urdu.
    for (const [number] of text.matchAll(/\d+(?:[-/:]\d+)+|\+\d+/g)) loose.push(number)
  }
  const room = root.clientWidth
  const wide = [...document.querySelectorAll('body *')]
    .filter((element) => {
      const box = element.getBoundingClientRect()
      return (box.right > room + 1 || box.left < -1) && shown(element) && !element.closest('.pser-table-scroll')
    })
    .slice(0, 5)
    .map((element) => element.outerHTML.slice(0, 120))
  return {
    lang: root.lang,
    dir: root.dir,
    isOffice: document.body.classList.contains('pser-office'),
    headings: document.querySelectorAll('h1').length,
    width: root.scrollWidth,
    room,
    wide,
    words: [...words],
    loose,
    // What makes a page look otherwise than another at the same address.
    marks: ['.govuk-error-summary', '.govuk-notification-banner', '.pser-stages', '.pser-actions', '.pser-viewer', 'table']
      .map((css) => document.querySelectorAll(css).length)
      .concat(['.govuk-summary-card', '.govuk-inset-text', 'main h3', 'main details[open]'].map(isThere))
      .concat(document.querySelector('h1')?.innerText)
      .join('-')
  }
}
