// A household is visited and turned down, reads why, and appeals to somebody who had no hand in it: once with success, once
// without. The officer presses the wrong button first, and looks at the letter before it goes.
import assert from 'node:assert/strict'
import { answersSteps, handsIn, signsIn } from '../people/applying.mjs'
import { acts, awaits, entersOffice, staff, takes, takesNext } from '../people/deciding.mjs'

// The place among those who verify of one who also visits homes.
const HOME_VISITS = 2

const PEOPLE = {
  en: {
    officer: 1,
    doubt: 'Six people are said to live in one room.',
    why: 'The neighbours say that the household receives rent.',
    grounds: { reason: 'facts', text: 'I have no rent. The shop next door belongs to somebody else of the same name.' },
    ruling: { action: 'allow', reason: 'The shop belongs to another person. The household is to be looked at again.' }
  },
  ur: {
    officer: 2,
    doubt: 'بتایا گیا ہے کہ ایک کمرے میں چھ افراد رہتے ہیں۔',
    why: 'پڑوسیوں کے مطابق گھرانے کو کرایہ ملتا ہے۔',
    grounds: { reason: 'facts', text: 'مجھے کوئی کرایہ نہیں ملتا۔ ساتھ والی دکان کسی اور کی ہے۔' },
    ruling: { action: 'dismiss', reason: 'دکان کے کاغذات پر آپ ہی کا نام اور شناختی کارڈ نمبر درج ہے۔' }
  }
}

export async function turnedDown(world, manner) {
  const { officer, doubt, why, grounds, ruling } = PEOPLE[manner.lang]
  const { person, reference } = world.registered[manner.lang]
  const verifier = await world.visitor(manner, 'refusing')
  await entersOffice(verifier, staff(world, 'verifies', officer))
  await awaits(verifier, reference)
  await takes(verifier, reference)
  await acts(verifier, reference, 'recommend', { code: 'to-reject' })
  await takesBack(verifier, reference)
  await acts(verifier, reference, 'refer', { reason: doubt })
  await visitsHome(world, manner, reference)
  await takes(verifier, reference)
  await looksAtLetter(verifier, reference, why)
  await acts(verifier, reference, 'reject', { code: 'not-eligible', reason: why })
  await verifier.leaves()

  const citizen = await world.visitor(manner, 'appealing')
  await signsIn(citizen, person)
  const appeal = await appeals(citizen, reference, { why, grounds })

  const reviewer = await world.visitor(manner, 'reviewer')
  await entersOffice(reviewer, staff(world, 'reviews'))
  await awaits(reviewer, appeal, 'appeals')
  await takesNext(reviewer, appeal, 'appeals')
  await reviewer.opens(`/office/cases/${reference}`)
  await acts(reviewer, appeal, ruling.action, { reason: ruling.reason })
  await reviewer.leaves()

  await reads(citizen, appeal, ruling.reason)
  await citizen.opens(`/cases/${reference}`)
  await reads(citizen, reference, why)
  assert.equal(await citizen.has('main .govuk-inset-text'), ruling.action === 'allow', 'it says whether the case is open again')
  assert.equal(await citizen.has(`form[action="/cases/${reference}/appeal"]`), false, 'one appeals once')
  await citizen.opens('/applications')
  await citizen.leaves()
}

// Takes the last step back: the case is where it was.
async function takesBack(verifier, reference) {
  const undo = `/office/cases/${reference}/undo`
  await verifier.sends(undo)
  assert.ok(!(await verifier.has('.govuk-error-summary')), await verifier.text())
  assert.equal(await verifier.has(`form[action="${undo}"]`), false)
  assert.ok(await verifier.has(`a[href="/office/cases/${reference}/actions/recommend"]`))
}

// Somebody who visits homes is given the household, and reports.
async function visitsHome(world, manner, reference) {
  const officer = await world.visitor(manner, 'visiting')
  await entersOffice(officer, staff(world, 'verifies', HOME_VISITS))
  await awaits(officer, reference, 'visits')
  await takesNext(officer, reference, 'visits')
  await acts(officer, reference, 'report-visit', { code: 'not-as-stated' })
  await officer.leaves()
}

// The message and the letter are shown as they would go out, and nothing is done yet.
async function looksAtLetter(verifier, reference, why) {
  const action = `/office/cases/${reference}/actions/reject`
  await verifier.opens(action)
  const form = await verifier.form(action)
  await form.locator('[name=code][value=not-eligible]').check()
  await form.locator('[name=reason]').fill(why)
  await verifier.presses(form.locator('button[name=preview]'))
  assert.ok((await verifier.text('.pser-outbox')).length > 0)
  assert.ok((await verifier.text()).includes(`: ${why}`), 'the reason as the citizen reads it')
  assert.equal(await verifier.page.locator('[name=reason]').inputValue(), why)
}

// From the receipt of the decision to an appeal that is handed in. Gives its reference.
async function appeals(citizen, reference, { why, grounds }) {
  await citizen.opens(`/cases/${reference}`)
  await reads(citizen, reference, why)
  await citizen.sends(`/cases/${reference}/appeal`)
  const application = citizen.path
  await citizen.opens(`/cases/${reference}/decision`)
  await citizen.presses(`main a[href="${application}"]`)
  await answersSteps(citizen, `${application}/sections/grounds`, grounds)
  await citizen.opens(`${application}/documents`)
  const appeal = await handsIn(citizen, application)
  await citizen.opens(`/cases/${appeal}`)
  await citizen.opens(`/cases/${reference}/decision`)
  return appeal
}

async function reads(citizen, reference, reason) {
  assert.equal(await citizen.opens(`/cases/${reference}/decision`), 200)
  assert.ok((await citizen.text()).includes(reason), `${citizen.path} says why`)
}
