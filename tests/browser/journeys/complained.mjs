// A household complains about how its case went, finds the complaint on its own page, and takes it back.
import assert from 'node:assert/strict'
import { answersSteps, handsIn, signsIn } from '../people/applying.mjs'

const COMPLAINTS = {
  en: { kind: 'deduction', text: 'The agent at the shop kept 500 rupees of my money.' },
  ur: { kind: 'deduction', text: 'دکان والے ایجنٹ نے میری رقم میں سے 500 روپے رکھ لیے۔' }
}

export async function complained(world, manner) {
  const { person, reference } = world.helped[manner.lang]
  const citizen = await world.visitor(manner, 'complaining')
  await signsIn(citizen, person)
  await citizen.opens('/grievances')
  await citizen.opens(`/cases/${reference}`)
  await citizen.presses(`main a[href="/grievances?about=${reference}"]`)
  await citizen.sends('/grievances')
  const application = citizen.path
  await answersSteps(citizen, `${application}/sections/complaint`, COMPLAINTS[manner.lang])
  const complaint = await handsIn(citizen, application)

  await citizen.opens('/applications')
  await citizen.presses(`main a[href="/cases/${complaint}"]`)
  await citizen.presses(`main a[href="/cases/${complaint}/withdrawal"]`)
  await citizen.sends(`/cases/${complaint}/withdrawal`)
  assert.equal(citizen.path, `/cases/${complaint}`)
  assert.equal(await citizen.has(`main a[href="/cases/${complaint}/withdrawal"]`), false, 'it is taken back once')
  await citizen.opens(`/cases/${reference}`)
  assert.ok(await citizen.has(`main a[href="/cases/${complaint}"]`), 'the case names what was complained about it')
  await citizen.leaves()
}
