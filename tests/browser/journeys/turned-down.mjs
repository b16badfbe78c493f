// A household is turned down, reads why, and appeals to somebody who had no hand in it: once with success, once without.
import assert from 'node:assert/strict'
import { answersSteps, handsIn, signsIn } from '../people/applying.mjs'
import { acts, awaits, entersOffice, staff, takes, takesNext } from '../people/deciding.mjs'

const PEOPLE = {
  en: {
    officer: 1,
    why: 'The neighbours say that the household receives rent.',
    grounds: { reason: 'facts', text: 'I have no rent. The shop next door belongs to somebody else of the same name.' },
    ruling: { action: 'allow', reason: 'The shop belongs to another person. The household is to be looked at again.' }
  },
  ur: {
    officer: 2,
    why: 'پڑوسیوں کے مطابق گھرانے کو کرایہ ملتا ہے۔',
    grounds: { reason: 'facts', text: 'مجھے کوئی کرایہ نہیں ملتا۔ ساتھ والی دکان کسی اور کی ہے۔' },
    ruling: { action: 'dismiss', reason: 'دکان کے کاغذات پر آپ ہی کا نام اور شناختی کارڈ نمبر درج ہے۔' }
  }
}

export async function turnedDown(world, manner) {
  const { officer, why, grounds, ruling } = PEOPLE[manner.lang]
  const { person, reference } = world.registered[manner.lang]
  const verifier = await world.visitor(manner, 'refusing')
  await entersOffice(verifier, staff(world, 'verifies', officer))
  await awaits(verifier, reference)
  await takes(verifier, reference)
  await acts(verifier, reference, 'reject', { reason: why })
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
