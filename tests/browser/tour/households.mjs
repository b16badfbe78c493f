// The households of the tour: who they are, and how one of them comes to be a case of the office.
import { answersSteps, begins, fillsIn, handsIn, registers, sendsDocuments, wanted } from '../people/applying.mjs'
import { hajra, nasreen, rashida, sughra } from '../people/citizens.mjs'
import { fill } from '../support/visitor.mjs'
import { photographed } from './papers.mjs'

// The same household a second time, by another name and number.
const again = {
  ...nasreen,
  registration: { ...nasreen.registration, full_name: 'Nasrin Akhter', cnic: '35202-6120727-2', mobile: '0302-6120727', email: '' },
  sections: { ...nasreen.sections, bank: { ...nasreen.sections.bank, title: 'Nasrin Akhter' } }
}

export const HOUSEHOLDS = [hajra, nasreen, again, sughra, rashida]

// A household that has registered, and tells of itself otherwise when it applies.
const moved = {
  ...hajra,
  registration: { ...hajra.registration, full_name: 'Kausar Bibi', cnic: '35202-4512377-2', mobile: '0301-4512377', email: '' },
  members: hajra.members.map((member, place) => ({ ...member, cnic: place === 0 ? '35202-4512378-4' : '' }))
}

// Registers the household, then applies when it lives elsewhere, without the daughter and on less. Gives the reference.
export async function appliesOtherwise(world) {
  const citizen = await world.visitor({ lang: 'en', width: 1280, scripts: true, isHasty: true }, 'household')
  await registers(citizen, moved)
  const { bank, ...household } = moved.sections
  const registration = await begins(citizen, 'household-registration')
  await fillsIn(citizen, registration, { ...moved, sections: household })
  await sendsDocuments(citizen, registration)
  await handsIn(citizen, registration)
  const application = await begins(citizen)
  await answersSteps(citizen, `${application}/sections/bank`, { ...bank, title: 'Kausar Bibi', iban: hajra.otherAccount })
  await answersSteps(citizen, `${application}/sections/household`, { ...moved.sections.household, rooms: '2', tenure: 'rented' })
  await answersSteps(citizen, `${application}/sections/members/0`, { ...moved.members[0], monthly_income: '3500' })
  await citizen.opens(`${application}/sections/members/1/removal`)
  await citizen.presses(citizen.page.locator('main form button').first())
  await sendsDocuments(citizen, application)
  const reference = await handsIn(citizen, application)
  await citizen.leaves()
  return reference
}

// Registers, answers, sends papers and hands in. Gives the reference.
export async function applies(world, person) {
  const { language } = person.registration
  const citizen = await world.visitor({ lang: language, width: 1280, scripts: true, isHasty: true }, 'household')
  await registers(citizen, person)
  const application = await begins(citizen)
  await fillsIn(citizen, application, person)
  await citizen.opens(`${application}/documents`)
  for (let form = await wanted(citizen); form; form = await wanted(citizen)) {
    await fill(form, 'file', await photographed(world.browser, ...(await written(form, person))))
    await citizen.presses(form.locator('button:not([type=button])').last())
  }
  const reference = await handsIn(citizen, application)
  await citizen.leaves()
  return reference
}

// What stands on the paper that a form asks for: of a member of the household, or of whoever applies.
async function written(form, { registration }) {
  const asked = await form.evaluate((element) => element.closest('section').querySelector('h2').innerText)
  const [paper, member] = asked.split(': ')
  const applicant = [['Name', registration.full_name], ['Father', registration.father_name], ['CNIC', registration.cnic]]
  return [
    registration.language === 'en' ? paper.replace('Your ', '') : 'Identity card',
    [...(member ? [['Name', member]] : applicant), ['Address', registration.address], ['Issued', '14 March 2024']]
  ]
}
