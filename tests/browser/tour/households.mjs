// The households of the tour: who they are, and how one of them comes to be a case of the office.
import { begins, fillsIn, handsIn, registers, wanted } from '../people/applying.mjs'
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
