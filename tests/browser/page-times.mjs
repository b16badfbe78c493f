// How long pages take and how much a first visit weighs, on a release build with the data of a demonstration. A benchmark,
// not a test: `scripts/page-times.sh` runs it on a quiet machine and prints what was found beside what is aimed at.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { begins, fillsIn, handsIn, registers, sendsDocuments } from './people/applying.mjs'
import { somebody } from './people/citizens.mjs'
import { awaits, entersOffice, staff } from './people/deciding.mjs'
import { start } from './support/instance.mjs'
import { launch, visitor } from './support/visitor.mjs'

const TIMES = 50
const AIMS = { milliseconds: 50, en: 60, ur: 160 }
const CASES = '40'

const world = await start('release')
try {
  const people = join(world.data, 'demonstration.json')
  const words = ['demo', '--cases', CASES, '--url', world.url, '--outbox', world.outbox, '--people', people]
  execFileSync(world.program, words, { stdio: ['ignore', 'ignore', 'inherit'] })
  world.browser = await launch()
  for (const lang of ['en', 'ur']) await weighs(lang)
  await times()
} finally {
  await world.browser?.close()
  await world.stop()
}

// Everything that the first visit of the front page brings over the wire, heads of answers included.
async function weighs(lang) {
  const guest = await arrives(lang, 'guest', true)
  const line = await guest.page.context().newCDPSession(guest.page)
  await line.send('Network.enable')
  let bytes = 0
  line.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength))
  await guest.page.goto('/', { waitUntil: 'networkidle' })
  await guest.leaves()
  const kilobytes = bytes / 1000
  console.log(`first visit, ${lang}: ${kilobytes.toFixed(1)} kB (aim: ${AIMS[lang]} kB)${kilobytes > AIMS[lang] ? '  OVER' : ''}`)
}

async function times() {
  const household = somebody(1)
  const citizen = await arrives('ur', 'citizen')
  await registers(citizen, household)
  const application = await begins(citizen)
  await fillsIn(citizen, application, household)
  await sendsDocuments(citizen, application)
  const asked = [`${application}`, `${application}/sections/household`, `${application}/documents`, `${application}/review`]
  const guest = await arrives('ur', 'guest')
  await guest.opens('/')

  console.log(`\n${'page'.padEnd(34)} median ms    kB as sent    (aim: ${AIMS.milliseconds} ms)`)
  for (const path of ['/', '/programmes', '/programmes/cash-assistance', '/register', '/sign-in']) await measures(guest, path)
  for (const path of asked) await measures(citizen, path)
  const reference = await handsIn(citizen, application)
  for (const path of ['/applications', `/cases/${reference}`, '/account']) await measures(citizen, path)

  const officer = await arrives('en', 'officer')
  await entersOffice(officer, staff(world, 'verifies', 2))
  await awaits(officer, reference)
  const desk = ['/office', '/office/queues/verification', `/office/cases/${reference}`]
  for (const path of desk) await measures(officer, path)

  const supervisor = await arrives('en', 'supervisor')
  await entersOffice(supervisor, staff(world, 'approves'))
  await supervisor.opens('/supervision/batches')
  const batch = await supervisor.page.locator('main a[href^="/supervision/batches/"]').first().getAttribute('href')
  for (const path of ['/supervision/batches', batch, '/supervision/figures']) await measures(supervisor, path)
}

function arrives(lang, name, scripts = false) {
  return visitor(world, { lang, width: 1280, scripts, isHasty: true }, name)
}

// Asks for a page again and again over a warm connection; the first answers do not count.
async function measures(who, path) {
  const cookies = await who.page.context().cookies()
  const headers = {
    cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
    'accept-language': who.manner.lang
  }
  const taken = []
  let size = 0
  for (let time = -5; time < TIMES; time += 1) {
    const begun = performance.now()
    const answer = await fetch(world.url + path, { headers, redirect: 'manual' })
    const body = await answer.arrayBuffer()
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`)
    if (time >= 0) taken.push(performance.now() - begun)
    size = body.byteLength
  }
  const median = taken.sort((one, other) => one - other)[TIMES / 2]
  const kind = path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, '{id}').replace(/\/[A-Z0-9*~$=-]{6,}$/, '/{reference}')
  const over = median > AIMS.milliseconds ? '  OVER' : ''
  console.log(`${kind.padEnd(34)} ${median.toFixed(1).padStart(9)} ${(size / 1000).toFixed(1).padStart(13)}${over}`)
}
