// What people do with any page: press twice, go back, change the language, come back after an hour, send on a weak line.
import assert from 'node:assert/strict'
import { begins, fillsIn, handsIn, registers, sendsDocuments, signsIn, wanted } from './people/applying.mjs'
import { somebody } from './people/citizens.mjs'
import { entersOffice, staff } from './people/deciding.mjs'
import { ZOOMED, hasFocusInSight } from './support/enlarged.mjs'
import { fill } from './support/visitor.mjs'
import { photograph } from './support/papers.mjs'
import { plain } from './support/words.mjs'

const SESSION = 'pser-session'

export function habits(world, it) {
  it('stay where one is when the language changes', () => changesLanguage(world))
  it('take a button pressed twice for pressed once, with and without scripts', () => pressesTwice(world))
  it('bear going back after sending', () => goesBack(world))
  it('ask who one is when the session has ended, and lead on', () => comesBackLate(world))
  it('tell officers what changes while they look', () => tellsWhatChanges(world))
  it('are worked by keyboard in the office, unless that is turned off', () => pressesKeys(world))
  it('are worked by keyboard at twice the size', () => pressesKeysEnlarged(world))
  it('show how far a file is, and keep it when the line breaks', () => sendsOnAWeakLine(world))
}

const manner = { lang: 'en', width: 360, scripts: true }

async function changesLanguage(world) {
  const visitor = await world.visitor({ ...manner }, 'language')
  await visitor.opens('/programmes/cash-assistance')
  for (const lang of ['ur', 'en']) {
    visitor.manner.lang = lang
    await visitor.presses(`form[action="/language"] button[value=${lang}]`)
    assert.equal(visitor.path, '/programmes/cash-assistance')
  }
  await visitor.leaves()
}

async function pressesTwice(world) {
  for (const [number, scripts] of [[1, true], [2, false]]) {
    const visitor = await world.visitor({ ...manner, scripts }, 'twice')
    await registers(visitor, somebody(number))
    await visitor.opens('/programmes/cash-assistance')
    const form = await visitor.form('/applications')
    await form.locator('button').dblclick()
    await visitor.page.waitForURL(/\/applications\//)
    await visitor.opens('/applications')
    const links = await visitor.page.locator('main a[href^="/applications/"]').evaluateAll((all) => all.map(({ href }) => href))
    assert.equal(new Set(links).size, 1, `scripts: ${scripts}: ${links}`)
    await visitor.leaves()
  }
}

async function goesBack(world) {
  const visitor = await world.visitor(manner, 'back')
  const person = somebody(3)
  await registers(visitor, person)
  const application = await begins(visitor)
  await fillsIn(visitor, application, person)
  await sendsDocuments(visitor, application)
  const reference = await handsIn(visitor, application)
  await visitor.page.goBack()
  const form = visitor.page.locator(`form[action="${application}/submission"]`)
  if (await form.count()) {
    await form.locator('[name=consent]').check()
    await visitor.presses(form.locator('button:not([type=button])').last())
  }
  assert.ok(plain(await visitor.text('body')).includes(reference), 'it was handed in once')
  // What was read before signing out is not to be read after it.
  await visitor.opens('/account')
  await visitor.page.locator('.pser-account__summary').click()
  await visitor.presses('form[action="/sign-out"] button')
  await visitor.page.goBack()
  await visitor.page.waitForLoadState()
  assert.match(visitor.path, /^\/sign-in/)
  await visitor.leaves()
}

async function comesBackLate(world) {
  const visitor = await world.visitor(manner, 'late')
  const person = somebody(4)
  await registers(visitor, person)
  const application = await begins(visitor)
  const path = `${application}/sections/household`
  await visitor.opens(path)
  await visitor.page.context().clearCookies({ name: SESSION })
  await visitor.opens(path)
  assert.match(visitor.path, /^\/sign-in\?next=/)
  await signsIn(visitor, person, visitor.path)
  assert.equal(visitor.path, path)
  await visitor.leaves()
}

async function sendsOnAWeakLine(world) {
  const visitor = await world.visitor(manner, 'line')
  await registers(visitor, somebody(5))
  const application = await begins(visitor)
  await visitor.opens(`${application}/sections/hardship`)
  await visitor.opens(`${application}/documents`)
  const form = await wanted(visitor)
  const file = await photograph(world.browser, 'weak line')
  // What stands after the end of a JPEG belongs to no picture; it makes the file long.
  file.buffer = Buffer.concat([file.buffer, Buffer.alloc(400_000)])
  await fill(form, 'file', file)

  await visitor.page.route(`**${application}/documents`, (route) =>
    route.request().method() === 'POST' ? route.abort() : route.continue()
  )
  await form.locator('button:not([type=button])').last().click()
  const status = form.locator('[data-pser-progress] [role=status]')
  const failed = await status.getAttribute('data-failed')
  await visitor.page.waitForFunction(([element, text]) => element.textContent === text, [await status.elementHandle(), failed])
  assert.equal(await form.locator('[name=file]').evaluate((field) => field.files.length), 1, 'the file is still chosen')
  visitor.troubles.length = 0
  await visitor.page.unroute(`**${application}/documents`)

  const line = await visitor.page.context().newCDPSession(visitor.page)
  const speed = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 200_000 }
  await line.send('Network.emulateNetworkConditions', speed)
  const bar = form.locator('progress')
  await form.locator('button:not([type=button])').last().click()
  await visitor.page.waitForFunction((bar) => bar.value > 0 && bar.value < bar.max, await bar.elementHandle())
  await visitor.page.waitForURL(`**${application}/documents*`)
  await visitor.leaves()
}

async function tellsWhatChanges(world) {
  const { reference } = world.helped.en
  const wide = { lang: 'en', width: 1280, scripts: true }
  const [mine, theirs] = [await world.visitor(wide, 'watching'), await world.visitor(wide, 'coming')]
  await entersOffice(mine, staff(world, 'verifies', 0))
  await entersOffice(theirs, staff(world, 'verifies', 1))
  await mine.opens(`/office/cases/${reference}`)
  const name = await theirs.text('.pser-account__summary')
  // Who was here a minute ago may still be named.
  const isNamed = ([name, expected]) => document.querySelector('[data-pser-others]').textContent.includes(name) === expected
  await theirs.opens(`/office/cases/${reference}`)
  await mine.page.waitForFunction(isNamed, [name, true])
  await mine.looks()
  await theirs.opens('/office')
  await mine.page.waitForFunction(isNamed, [name, false])
  await Promise.all([mine.leaves(), theirs.leaves()])
}

async function pressesKeys(world) {
  const officer = await world.visitor({ lang: 'en', width: 1280, scripts: true }, 'keys')
  const { page } = officer
  await entersOffice(officer, staff(world, 'verifies', 2))
  await officer.opens(`/office/cases/${world.helped.en.reference}`)
  const documents = page.locator('.pser-documents a')
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  assert.ok(await documents.first().evaluate((link) => link === document.activeElement), 'the focus stands on the first')
  const opened = page.waitForURL(/document=/)
  await page.keyboard.press('Enter')
  await opened
  await page.keyboard.press('/')
  await page.keyboard.type('nw?')
  assert.equal(await page.locator('#header-search').inputValue(), 'nw?', 'what is typed is typed')
  await page.locator('#header-search').fill('')
  await page.locator('#header-search').blur()
  const shortcuts = page.waitForURL('**/office/shortcuts')
  await page.keyboard.press('?')
  await shortcuts
  await officer.looks()
  const control = page.locator('[data-pser-keys-switch]')
  await control.click()
  await page.keyboard.press('w')
  assert.equal(officer.path, '/office/shortcuts', 'they are off')
  await control.click()
  const work = page.waitForURL('**/office')
  await page.keyboard.press('w')
  await work
  await officer.leaves()
}

// A screen of 1280 by 720 at 200 %: the list, a case of it, the next case and its documents, without the mouse.
async function pressesKeysEnlarged(world) {
  const officer = await world.visitor({ lang: 'en', ...ZOOMED, zoom: 2, scripts: true }, 'enlarged')
  const { page } = officer
  const steps = async (key) => {
    await page.keyboard.press(key)
    assert.ok(await hasFocusInSight(officer), `what ${key} steps to is to be seen: ${officer.path}`)
  }
  const leads = async (key, to) => {
    await Promise.all([page.waitForURL(to), page.keyboard.press(key)])
    await officer.looks()
  }
  await entersOffice(officer, staff(world, 'verifies', 3))
  await officer.opens('/office/queues/verification')
  for (const key of ['j', 'j', 'k']) await steps(key)
  await leads('Enter', '**/office/cases/*')
  await page.goBack()
  await leads('n', '**/office/cases/*')
  for (const key of ['j', 'j', 'k']) await steps(key)
  await leads('Enter', '**document=*')
  await officer.leaves()
}
