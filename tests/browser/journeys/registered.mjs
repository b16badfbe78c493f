// A household registers once. The certificate says so to whoever asks, and the next application asks only for what is not
// known yet. What it tells otherwise by then is marked for the officer.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { answersSteps, begins, fillsIn, handsIn, registers, sendsDocuments } from '../people/applying.mjs'
import { nasreen, rashida } from '../people/citizens.mjs'
import { acceptsDocuments, acts, awaits, entersOffice, staff, takes } from '../people/deciding.mjs'
import { plain } from '../support/words.mjs'

const PEOPLE = {
  en: { person: nasreen, officer: 1 },
  ur: { person: rashida, officer: 2 }
}

const TWO_QUESTIONS = /answer 2 more questions|مزید 2 سوالوں/

export async function registered(world, manner) {
  const { person, officer } = PEOPLE[manner.lang]
  const citizen = await world.visitor(manner, 'registering')
  await registers(citizen, person)
  await citizen.opens('/certificates')
  const { bank, ...household } = person.sections
  const registration = await begins(citizen, 'household-registration')
  await fillsIn(citizen, registration, { ...person, sections: household })
  await sendsDocuments(citizen, registration)
  const reference = await handsIn(citizen, registration)

  const verifier = await world.visitor(manner, 'registrar')
  await entersOffice(verifier, staff(world, 'verifies', officer))
  await awaits(verifier, reference)
  await takes(verifier, reference)
  await acceptsDocuments(verifier, reference)
  await acts(verifier, reference, 'verify')
  await verifier.opens(`/office/cases/${reference}/certificate`)
  await verifier.leaves()

  await citizen.opens(`/cases/${reference}`)
  await isChecked(world, manner, await takesCertificate(citizen))
  const assisted = await appliesOnWhatIsKnown(citizen, person)
  await citizen.leaves()
  await seesWhatDiffers(await world.visitor(manner, 'comparing'), staff(world, 'verifies', officer), [reference, assisted])
  return { person, reference: assisted }
}

// The file comes, and its number stands on the page.
async function takesCertificate(citizen) {
  await citizen.opens('/certificates')
  const button = citizen.page.locator('main a[href$=".pdf"]')
  const [download] = await Promise.all([citizen.page.waitForEvent('download'), button.click()])
  const file = await readFile(await download.path())
  assert.equal(file.subarray(0, 5).toString(), '%PDF-')
  await citizen.page.locator('main details summary').click()
  await citizen.looks()
  return /R-[0-9A-Z]{5}-[0-9A-Z]{5}-[0-9A-Z*~$=]/.exec(plain(await citizen.text()))[0]
}

// Somebody to whom it was shown asks; of a number that nobody was given there is nothing to say.
async function isChecked(world, manner, number) {
  const stranger = await world.visitor(manner, 'checking')
  for (const [typed, isKnown] of [['R-1', false], ['R-00000-00000-0', false], [number, true]]) {
    await stranger.opens('/verify')
    const form = stranger.page.locator('main form[action="/verify"]')
    await form.locator('[name=number]').fill(typed.toLowerCase())
    await stranger.presses(form.locator('button'))
    assert.equal(plain(await stranger.text()).includes(number), isKnown, typed)
  }
  assert.equal(stranger.path, `/verify/${number}`)
  await stranger.leaves()
}

// What the household told before is shown, to be looked through, and only the account is asked for.
async function appliesOnWhatIsKnown(citizen, { sections: { bank, household } }) {
  const application = await begins(citizen)
  const sections = await citizen.page
    .locator('main .govuk-task-list a[href*="/sections/"]')
    .evaluateAll((links) => links.map(({ pathname }) => pathname.split('/').at(-1)))
  assert.equal(sections[0], 'bank', 'what is asked comes before what is known')
  assert.ok(sections.length > 5, `what is known can be looked through: ${sections}`)
  await citizen.opens('/applications')
  assert.match(plain(await citizen.text()), TWO_QUESTIONS)
  await answersSteps(citizen, `${application}/sections/bank`, bank)
  await answersSteps(citizen, `${application}/sections/household`, { ...household, rooms: String(Number(household.rooms) + 1) })
  assert.equal(await sendsDocuments(citizen, application), 0, 'no document is asked for again')
  await citizen.opens(`${application}/review`)
  assert.ok(await citizen.has('main .govuk-inset-text'), 'the page says what is shared')
  return handsIn(citizen, application)
}

// Each of the two cases leads to the other, with the one answer marked.
async function seesWhatDiffers(officer, who, [registration, assisted]) {
  await entersOffice(officer, who)
  for (const [here, there] of [[assisted, registration], [registration, assisted]]) {
    await officer.opens(`/office/cases/${here}`)
    assert.equal(await officer.page.locator('#answers mark').count(), 1)
    assert.ok(await officer.has(`#answers a[href="/office/cases/${there}#answers"]`))
  }
  await officer.leaves()
}
