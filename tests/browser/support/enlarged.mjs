// What staff see who enlarge what they look at: the page at 200 % zoom, and with letters twice as large (WCAG 1.4.4, 1.4.10).
// On the way by the Tab key, forward and back, nothing that sticks may hide where one is (2.4.11).

// 1280 by 720 at 200 %: to the page that is a window of half the size, however many dots the screen has.
export const ZOOMED = { width: 640, height: 360 }
// What stays in sight while the page moves leaves two thirds of it to be read.
const STICKS_AT_MOST = ZOOMED.height / 3
const STOPS_AT_MOST = 300

// What is wrong with the page for them, in words. The page is left as it was.
export async function complaintsEnlarged({ page, manner }) {
  const size = page.viewportSize()
  const found = []
  const survey = async (how) => found.push(...(await page.evaluate(looksAround, STICKS_AT_MOST)).map((one) => `${how}: ${one}`))
  await page.setViewportSize(ZOOMED)
  await survey('zoomed')
  // The keys go the same way in either language.
  if (manner.lang === 'en') {
    found.push(...(await walks(page, 'zoomed')))
    // The heads of tables stick only where there is room beside them.
    await page.setViewportSize({ ...size, height: ZOOMED.height })
    found.push(...(await walks(page, 'low')))
  }
  await page.setViewportSize(size)
  await page.evaluate(() => (document.documentElement.style.fontSize = '200%'))
  await survey('large letters')
  await page.evaluate(() => document.documentElement.removeAttribute('style'))
  return [...new Set(found)]
}

// From one end of the page to the other and back; whatever has the focus is to be seen at every stop.
async function walks(page, how) {
  const found = []
  for (const key of ['Tab', 'Shift+Tab']) {
    for (let stop = 0; stop < STOPS_AT_MOST; stop += 1) {
      await page.keyboard.press(key)
      const { isOver, hidden } = await page.evaluate(stands, stop === 0)
      if (isOver && stop === 1) found.push(`${how}, ${key} leads nowhere`)
      // The first stroke may only turn round.
      if (isOver && stop > 0) break
      if (hidden) found.push(`${how}, by ${key} the focus is hidden: ${hidden}`)
    }
  }
  await page.evaluate(() => (document.activeElement.blur(), scrollTo(0, 0)))
  return found
}

// Whether something has the focus and can be seen.
export async function hasFocusInSight({ page }) {
  const { isOver, hidden } = await page.evaluate(stands, true)
  return !isOver && hidden === null
}

// Runs in the page. Whether the walk has come round, and what has the focus where nothing of it is to be seen.
function stands(isFirst) {
  const seen = (window.pserStops = isFirst ? new Set() : window.pserStops)
  const here = document.activeElement
  // Within a frame the keys go on for a while without our knowing.
  if (here === document.body || (seen.has(here) && here.tagName !== 'IFRAME')) return { isOver: true }
  seen.add(here)
  const isOnTop = (x, y) => {
    const top = document.elementFromPoint(x, y)
    return top !== null && (here.contains(top) || top.closest('label')?.control === here)
  }
  const isSeen = [...here.getClientRects()].some((box) => {
    const [left, right] = [Math.max(box.left, 0) + 2, Math.min(box.right, innerWidth) - 2]
    const [top, bottom] = [Math.max(box.top, 0) + 2, Math.min(box.bottom, innerHeight) - 2]
    return [left, (left + right) / 2, right].some((x) => [top, (top + bottom) / 2, bottom].some((y) => isOnTop(x, y)))
  })
  return { isOver: false, hidden: isSeen ? null : here.outerHTML.slice(0, 120) }
}

// Runs in the page. What scrolls sideways, is cut off, lies over something else or sticks over too much of the window.
function looksAround(sticksAtMost) {
  const CONTROLS = 'button, .govuk-button, .govuk-tag, .pser-deadline, .moj-filter__tag, .govuk-input, .govuk-select, .govuk-textarea, iframe, img'
  const found = []
  const say = (what, element) => found.push(`${what}: ${element.outerHTML.replace(/\s+/g, ' ').slice(0, 140)}`)
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
  const scrolls = ({ overflowX }) => ['auto', 'scroll'].includes(overflowX)
  const sticksToWindow = ({ parentElement: one }) => one === null || (!scrolls(getComputedStyle(one)) && sticksToWindow(one))
  const root = document.documentElement
  if (root.scrollWidth > root.clientWidth) found.push(`wider than the window by ${root.scrollWidth - root.clientWidth}`)

  for (const element of document.body.querySelectorAll('*')) {
    // What is only read aloud is one dot large.
    if (element.clientWidth < 2 || !isShown(element)) continue
    const style = getComputedStyle(element)
    const isWide = element.scrollWidth > element.clientWidth + 1
    if (element.matches('input, select, textarea')) {
      if (element.clientHeight < parseFloat(style.fontSize)) say('lower than its letters', element)
    } else if (isWide && scrolls(style)) {
      if (!element.matches('.pser-table-scroll[tabindex="0"]')) say('scrolls sideways', element)
    } else if (isWide && element.matches(CONTROLS)) say('narrower than its words', element)
    if (['sticky', 'fixed'].includes(style.position) && element.offsetHeight > sticksAtMost && sticksToWindow(element)) {
      say('sticks over too much', element)
    }
  }

  // The part of the window's plane that is left of what an element holds: by all that cut it off, or only by those that
  // cannot be scrolled.
  const [shows, keeps] = [new Map(), new Map()]
  function room(element, known, cuts) {
    if (element === document.body) return { left: -Infinity, right: Infinity, top: -Infinity, bottom: Infinity }
    if (known.has(element)) return known.get(element)
    let left = room(element.parentElement, known, cuts)
    if (cuts(getComputedStyle(element))) left = common(left, element.getBoundingClientRect())
    known.set(element, left)
    return left
  }
  const shown = (element) => room(element, shows, ({ overflowX }) => overflowX !== 'visible')
  const kept = (element) => room(element, keeps, ({ overflowX }) => ['hidden', 'clip'].includes(overflowX))
  function common(one, other) {
    return {
      left: Math.max(one.left, other.left),
      right: Math.min(one.right, other.right),
      top: Math.max(one.top, other.top),
      bottom: Math.min(one.bottom, other.bottom)
    }
  }
  const things = []
  const add = (element, text, box) => {
    if (box.right - box.left > 2 && box.bottom - box.top > 2) things.push({ element, text, ...box })
  }
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const range = document.createRange()
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const element = node.parentElement
    if (!node.data.trim() || element.closest('svg') || !isShown(element)) continue
    range.selectNodeContents(node)
    for (const box of range.getClientRects()) {
      // Lines may touch in what letters leave empty above and below; Nastaliq's reach far.
      const [inX, inY] = [1, (box.bottom - box.top) * 0.35]
      const heart = { left: box.left + inX, right: box.right - inX, top: box.top + inY, bottom: box.bottom - inY }
      const left = common(heart, kept(element))
      const isRead = left.right > left.left && left.bottom > left.top
      if (isRead && ['left', 'right', 'top', 'bottom'].some((side) => Math.abs(left[side] - heart[side]) > 2)) say('cut off', element)
      add(element, node.data.trim(), common(heart, shown(element)))
    }
  }
  for (const element of document.body.querySelectorAll(CONTROLS)) {
    if (isShown(element)) add(element, null, common(element.getBoundingClientRect(), shown(element.parentElement)))
  }
  things.sort((one, other) => one.top - other.top)
  things.forEach((one, place) => {
    for (let next = place + 1; next < things.length && things[next].top < one.bottom - 2; next += 1) {
      const other = things[next]
      if (Math.min(one.right, other.right) - Math.max(one.left, other.left) < 3) continue
      const isWithin = one.element.contains(other.element) || other.element.contains(one.element)
      if ((one.text === null || other.text === null) && isWithin) continue
      const name = ({ element, text }) => text?.slice(0, 60) ?? element.outerHTML.replace(/\s+/g, ' ').slice(0, 100)
      found.push(`one over the other: ${name(one)} / ${name(other)}`)
    }
  })
  return found.slice(0, 20)
}
