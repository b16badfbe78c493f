// Takes the pictures of docs/office.md: an installation of its own with made-up households, an officer's day and a
// supervisor's. No test: `scripts/office-tour.sh` runs it after pages have changed; somebody looks at what comes out.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { signsIn } from './people/applying.mjs'
import { hajra } from './people/citizens.mjs'
import { acts, awaits, entersOffice, staff, takes } from './people/deciding.mjs'
import { start } from './support/instance.mjs'
import { fill, launch, visitor } from './support/visitor.mjs'
import { HOUSEHOLDS, applies, appliesOtherwise } from './tour/households.mjs'
import { slim } from './tour/slim.mjs'

const pictures = fileURLToPath(new URL('../../docs/screenshots', import.meta.url))
const QUEUE = '/office/queues/verification'
const SEEDED = ['--cases', '600', '--seed', '3']
const HEIGHTS = { 1280: 900, 360: 780 }

const world = await start()
try {
  world.browser = await launch()
  world.visitor = (manner, name) => visitor(world, manner, name)
  const cases = []
  for (const household of HOUSEHOLDS) cases.push(await applies(world, household))
  const otherwise = await appliesOtherwise(world)
  const officer = await arrives('verifies', 0)
  await worksOnCase(officer, cases[0])
  fillsUp()
  await officer.opens(`/office/cases/${otherwise}`)
  await pictured(officer, 'told-before', '#answers')
  await looksRound(officer, cases)
  await supervises(await arrives('approves', 0))
  await readsUrdu(cases)
} finally {
  await world.browser?.close()
  await world.stop()
}

async function arrives(part, place, manner = {}) {
  const reader = await world.visitor({ lang: 'en', width: 1280, scripts: true, isHasty: true, ...manner }, 'tour')
  await reader.page.setViewportSize({ width: reader.manner.width, height: HEIGHTS[reader.manner.width] })
  if (part === 'verifies' && place === 0) {
    await reader.opens('/office/sign-in')
    await pictured(reader, 'sign-in')
  }
  await entersOffice(reader, staff(world, part, place))
  return reader
}

// One screenful, from the part of the page that `from` names; no more than there is.
async function pictured({ page, manner }, name, from = null) {
  await page.mouse.move(0, 0)
  await page.evaluate((css) => {
    document.activeElement.blur()
    if (css) document.querySelector(css).scrollIntoView()
    else scrollTo(0, 0)
  }, from)
  await page.evaluate(() => document.fonts.ready.then(() => null))
  const height = await page.evaluate(() => Math.round(Math.min(innerHeight, document.querySelector('.pser-footer').getBoundingClientRect().bottom)))
  const picture = await page.screenshot({ clip: { x: 0, y: 0, width: manner.width, height } })
  writeFileSync(join(pictures, `office-${name}-${manner.lang}.png`), slim(picture))
}

// From the next case to a letter that is taken back.
async function worksOnCase(officer, reference) {
  const desk = `/office/cases/${reference}`
  await awaits(officer, reference)
  await officer.opens(QUEUE)
  await officer.sends(`${QUEUE}/next`)
  if (!officer.path.startsWith(desk)) throw new Error(`another case came next: ${officer.path}`)
  await pictured(officer, 'next-case')
  await officer.opens(desk)
  await pictured(officer, 'answers', '#answers')
  await officer.opens(`${desk}/reveal`)
  await officer.sends(`${desk}/reveal`, { reason: 'To compare the number with the card that was sent.' })
  await pictured(officer, 'reveal')
  await officer.opens(desk)
  await officer.presses(officer.page.locator('.pser-documents a').first())
  await pictured(officer, 'document', '#documents')
  await officer.page.locator('details:has(input[name=code]) > summary').click()
  await officer.page.locator('input[name=code][value=unreadable]').check({ force: true })
  await pictured(officer, 'refuse', '.pser-viewer__bar:last-child')

  await previews(officer, reference, 'request-documents', 'unreadable', 'The photograph of the bill is blurred. Please send it again.')
  await pictured(officer, 'request-documents', 'label[for=reason]')
  await previews(officer, reference, 'reject', 'not-eligible', 'The household owns more land than the rules allow.')
  await pictured(officer, 'reject', 'label[for=reason]')
  await acts(officer, reference, 'recommend', { code: 'to-verify' })
  await pictured(officer, 'undo')
  await officer.sends(`${desk}/undo`)
  await writes(officer, desk, 'Is the house number on your bill the one of today?')
  const citizen = await world.visitor({ lang: 'en', width: 1280, scripts: true, isHasty: true }, 'household')
  await signsIn(citizen, hajra)
  await writes(citizen, `/cases/${reference}`, 'Yes, it is the same house.')
  await citizen.leaves()
  await officer.opens(desk)
  await pictured(officer, 'messages', '#messages')
}

async function previews(officer, reference, action, code, reason) {
  await officer.opens(`/office/cases/${reference}/actions/${action}`)
  const form = await officer.form(`/office/cases/${reference}/actions/${action}`)
  const asked = form.locator('input[type=checkbox]')
  if (await asked.count()) await asked.last().check()
  await fill(form, 'code', code)
  await fill(form, 'reason', reason)
  await officer.presses(form.locator('button[name=preview]'))
}

async function writes(writer, page, message) {
  await writer.opens(page)
  const fold = writer.page.locator(`details:has(form[action="${page}/messages"])`)
  if (!(await fold.evaluate((element) => element.open))) await fold.locator('summary').click()
  await writer.sends(`${page}/messages`, { message })
}

// Months of other people's work, and what was drawn from it.
function fillsUp() {
  const env = { PATH: process.env.PATH, PSER_DATA_DIR: world.data, PSER_LOG: 'warn' }
  execFileSync(world.program, ['seed', ...SEEDED], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  const socket = readFileSync(join(world.data, 'postgresql/postmaster.pid'), 'utf8').split('\n')[4]
  const drawn = fileURLToPath(new URL('tour/second-looks.sql', import.meta.url))
  const words = ['--host', socket, '--username', 'postgres', '--dbname', 'pser', '--quiet', '--set', 'ON_ERROR_STOP=1', '--file', drawn]
  execFileSync(process.env.PSQL ?? 'psql', words, { stdio: ['ignore', 'ignore', 'inherit'] })
}

// The pages around the cases, when there are many.
async function looksRound(officer, [mine, first, second]) {
  await takes(officer, first)
  await officer.opens(`/office/cases/${first}/hold`)
  await officer.sends(`/office/cases/${first}/hold`, { until: inDays(6), reason: 'The union council looks for the entry.' })
  await officer.opens('/office')
  await pictured(officer, 'my-work')
  await officer.opens(`${QUEUE}?due=overdue&holder=nobody`)
  await officer.sends(`${QUEUE}/views`, { name: 'Late, with nobody' })
  await pictured(officer, 'queue-filter')
  await officer.opens(QUEUE)
  await pictured(officer, 'queue')
  await officer.opens('/office/search')
  await officer.sends('/office/search', { q: 'Nasreen Akhtar' })
  await pictured(officer, 'search')
  await officer.opens(`/office/cases/${first}/duplicates/${second}`)
  await pictured(officer, 'compare')
  await officer.opens(`/office/cases/${first}`)
  await pictured(officer, 'on-hold')
  await officer.opens(`/office/cases/${mine}`)
  await pictured(officer, 'history', '#history')
  await officer.opens('/office')
  await officer.sends('/office/second-looks/next')
  await pictured(officer, 'second-look')
  await officer.opens('/account/absence')
  await fill(await officer.form('/account/absence'), 'first_day', inDays(14))
  await fill(await officer.form('/account/absence'), 'last_day', inDays(21))
  await pictured(officer, 'absence')
  await officer.opens('/account')
  await pictured(officer, 'account')
  await officer.opens('/office/shortcuts')
  await pictured(officer, 'shortcuts')
  await officer.leaves()
}

async function supervises(supervisor) {
  await supervisor.opens(QUEUE)
  const ticks = supervisor.page.locator('[name=case]')
  const chosen = await ticks.evaluateAll((all) => all.slice(0, 6).map(({ value }) => value))
  for (const value of chosen) await supervisor.page.locator(`[name=case][value="${value}"]`).check({ force: true })
  await pictured(supervisor, 'tick')
  const give = await supervisor.form(`${QUEUE}/assignments`)
  await fill(give, 'to', 'evenly')
  await fill(give, 'reason', 'The oldest first, shared out between everybody.')
  await pictured(supervisor, 'give', '#give')
  await supervisor.presses(give.locator('button:not([type=button])').last())
  await pictured(supervisor, 'given')

  await supervisor.opens('/supervision/staff')
  const row = supervisor.page.locator('tr', { hasText: staff(world, 'verifies', 1).name })
  await supervisor.presses(row.locator('a[href$="/absence"]'))
  await supervisor.sends(supervisor.path, { first_day: inDays(0), last_day: inDays(3) })
  await supervisor.opens('/supervision/staff')
  await pictured(supervisor, 'staff')
  await supervisor.opens('/supervision/figures')
  await pictured(supervisor, 'figures')
  await supervisor.opens('/supervision/second-looks?days=90')
  await pictured(supervisor, 'second-looks')

  await supervisor.opens('/supervision/batches')
  await pictured(supervisor, 'batches')
  await supervisor.presses(supervisor.page.locator('main table a').first())
  await pictured(supervisor, 'batch')
  await supervisor.leaves()
}

// The same pages as somebody sees them who reads Urdu, also on a telephone.
async function readsUrdu([, , , theirs]) {
  const officer = await arrives('verifies', 3, { lang: 'ur' })
  await pictured(officer, 'my-work')
  await officer.opens(QUEUE)
  await pictured(officer, 'queue')
  await officer.opens(`/office/cases/${theirs}`)
  await pictured(officer, 'case')
  await officer.leaves()
  const outside = await arrives('verifies', 2, { lang: 'ur', width: 360 })
  await outside.opens(`/office/cases/${theirs}`)
  await pictured(outside, 'phone-case')
  await outside.opens(QUEUE)
  await pictured(outside, 'phone-queue')
  await outside.leaves()
  const supervisor = await arrives('approves', 1, { lang: 'ur' })
  await supervisor.opens('/supervision/figures')
  await pictured(supervisor, 'figures')
  await supervisor.leaves()
}

// A day in the province, as YYYY-MM-DD.
function inDays(days) {
  return new Date(Date.now() + (days * 24 + 5) * 3600 * 1000).toISOString().slice(0, 10)
}
