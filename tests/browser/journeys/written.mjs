// An officer writes to a citizen, who hears that there is a message, reads it and answers; the answer waits until it is settled.
import assert from 'node:assert/strict'
import { signsIn } from '../people/applying.mjs'
import { address } from '../people/citizens.mjs'
import { entersOffice, staff } from '../people/deciding.mjs'
import { hears } from '../support/pocket.mjs'

const WORDS = {
  en: { question: 'Has the money reached you?', answer: 'Yes, thank you.', note: 'The household was called.', told: /has written to you/ },
  ur: { question: 'کیا رقم آپ تک پہنچ گئی؟', answer: 'جی ہاں، شکریہ۔', note: 'گھرانے سے بات ہوئی۔', told: /پیغام لکھا ہے/ }
}
const OFFICERS = { en: 0, ur: 3 }

export async function written(world, manner) {
  const { person, reference } = world.helped[manner.lang]
  const words = WORDS[manner.lang]
  const desk = `/office/cases/${reference}`
  const officer = await world.visitor(manner, 'writing')
  await entersOffice(officer, staff(world, 'verifies', OFFICERS[manner.lang]))
  await writes(officer, desk, 'messages', { message: words.question })
  await writes(officer, desk, 'notes', { note: words.note })
  await officer.opens(`${desk}?history=words`)
  assert.ok((await officer.text('#history')).includes(words.note))
  await hears(world.outbox, address(person), words.told)

  const citizen = await world.visitor(manner, 'reading')
  await signsIn(citizen, person)
  await citizen.opens(`/cases/${reference}`)
  assert.ok((await citizen.text()).includes(words.question))
  assert.equal((await citizen.text()).includes(words.note), false, 'notes are for colleagues')
  await writes(citizen, `/cases/${reference}`, 'messages', { message: words.answer })
  await citizen.leaves()

  await officer.opens('/office')
  await officer.presses(`main a[href^="${desk}"][href$="#messages"]`)
  assert.ok((await officer.text('#messages')).includes(words.answer))
  await officer.sends(`${desk}/messages/settled`)
  await officer.opens('/office')
  assert.equal(await officer.has(`main a[href$="${reference}#messages"]`), false)
  await officer.leaves()
}

async function writes(visitor, page, what, fields) {
  await visitor.opens(page)
  const fold = visitor.page.locator(`details:has(form[action="${page}/${what}"])`)
  if (!(await fold.evaluate((element) => element.open))) await fold.locator('summary').click()
  await visitor.sends(`${page}/${what}`, fields)
  assert.ok(!(await visitor.has('.govuk-error-summary')), await visitor.text())
}
