// One household's way, through everybody's hands: from the registration to the money.
import assert from 'node:assert/strict'
import { begins, fillsIn, handsIn, registers, sendsDocuments } from '../people/applying.mjs'
import { address, hajra, sughra } from '../people/citizens.mjs'
import { acceptsDocuments, acts, approves, awaits, entersOffice, proposes, staff, takes, takesNext } from '../people/deciding.mjs'
import { hears } from '../support/pocket.mjs'

const PEOPLE = {
  en: { person: hajra, officer: 0, supervisor: 0 },
  ur: { person: sughra, officer: 3, supervisor: 1 }
}

const BANK_COULD_NOT = /could not make the payment/
const MONEY_WAS_SENT = /paid into your bank account|کھاتے میں بھیج دی گئی/

export async function helped(world, manner) {
  const { person, officer, supervisor } = PEOPLE[manner.lang]
  const citizen = await world.visitor(manner, 'citizen')
  await registers(citizen, person)
  const application = await begins(citizen)
  await fillsIn(citizen, application, person)
  await citizen.opens(application)
  assert.ok((await sendsDocuments(citizen, application)) >= 3)
  const reference = await handsIn(citizen, application)
  await citizen.opens(`/cases/${reference}`)
  await citizen.opens('/applications')

  const verifier = await world.visitor(manner, 'officer')
  await entersOffice(verifier, staff(world, 'verifies', officer))
  await awaits(verifier, reference)
  await takesNext(verifier, reference)
  await asksForPhotograph(verifier, reference)
  await citizen.opens(`/cases/${reference}`)
  assert.equal(await sendsDocuments(citizen, application), 1)
  await citizen.opens(`/cases/${reference}`)

  await awaits(verifier, reference)
  await takes(verifier, reference)
  await acceptsDocuments(verifier, reference)
  await acts(verifier, reference, 'verify')
  await verifier.opens(`/office/cases/${reference}`)
  await verifier.leaves()

  let batch = await pays(world, manner, supervisor)
  if (person.otherAccount) {
    await hears(world.outbox, address(person), BANK_COULD_NOT)
    await givesAnotherAccount(citizen, reference, person)
    batch = await pays(world, manner, 1 - supervisor)
  }
  await hears(world.outbox, address(person), MONEY_WAS_SENT)
  await citizen.opens(`/cases/${reference}`)
  await citizen.leaves()
  return { person, reference, application, batch }
}

// Officers may ask for papers again, and say why.
async function asksForPhotograph(verifier, reference) {
  const action = `/office/cases/${reference}/actions/request-documents`
  await verifier.opens(action)
  const form = await verifier.form(action)
  await form.locator('input[type=checkbox][value^="photograph"]').first().check()
  const reason = verifier.manner.lang === 'ur' ? 'تصویر دھندلی ہے۔' : 'The photograph is blurred.'
  await verifier.sends(action, { code: 'unreadable', reason })
  assert.ok(!(await verifier.has('.govuk-error-summary')), await verifier.text())
}

async function pays(world, manner, place) {
  const maker = await world.visitor(manner, 'maker')
  await entersOffice(maker, staff(world, 'makes'))
  const batch = await proposes(maker)
  await maker.leaves()
  const supervisor = await world.visitor(manner, 'supervisor')
  const person = staff(world, 'approves', place)
  await entersOffice(supervisor, person)
  await approves(supervisor, person, batch)
  await supervisor.opens('/supervision/figures')
  await supervisor.leaves()
  return batch
}

// Where the bank could not pay, the citizen is asked for another account and for the password.
async function givesAnotherAccount(citizen, reference, person) {
  const path = `/cases/${reference}/account`
  await citizen.opens(`/cases/${reference}`)
  await citizen.presses(`main a[href="${path}"]`)
  const password = (await citizen.has('[name=password]')) ? { password: person.registration.password } : {}
  await citizen.sends(path, { iban: person.otherAccount, ...password })
  assert.equal(citizen.path, `/cases/${reference}`, await citizen.text())
}
