// A supervisor's day: who has how much, an absence, work given out and taken back, the figures of today and of a past day,
// whether officers judge alike, and what waits to be paid.
import assert from 'node:assert/strict'
import { awaits, entersOffice, staff } from '../people/deciding.mjs'

const QUEUE = '/office/queues/verification'

const PEOPLE = {
  en: { supervisor: 0, absent: 3, reason: 'Everybody is to have some of it.', back: 'Wait for the new rules.' },
  ur: { supervisor: 1, absent: 3, reason: 'کام سب میں بانٹا جائے۔', back: 'نئے قواعد کا انتظار کریں۔' }
}

export async function supervised(world, manner) {
  const { supervisor, absent, reason, back } = PEOPLE[manner.lang]
  const { reference } = world.registered[manner.lang]
  const visitor = await world.visitor(manner, 'supervising')
  await entersOffice(visitor, staff(world, 'approves', supervisor))
  await awaits(visitor, reference)
  await visitor.opens('/office')

  await declaresAbsence(visitor, staff(world, 'verifies', absent))
  await givesOut(visitor, reference, { reason, back })
  await readsFigures(visitor)

  assert.equal(await visitor.opens('/supervision/second-looks'), 200)
  await visitor.presses('main a[href$="days=90"]')
  assert.equal(visitor.path, '/supervision/second-looks?days=90')
  assert.equal(await visitor.opens('/supervision/batches'), 200)
  await visitor.leaves()
}

// Somebody is away today, and it was a mistake.
async function declaresAbsence(visitor, person) {
  await visitor.opens('/supervision/staff')
  const row = visitor.page.locator('tr', { hasText: person.name })
  await visitor.presses(row.locator('a[href$="/absence"]'))
  const path = visitor.path
  const today = new Date(Date.now() + 5 * 3600 * 1000).toISOString().slice(0, 10)
  await visitor.sends(path, { first_day: today, last_day: today })
  assert.ok(!(await visitor.has('.govuk-error-summary')), await visitor.text())
  await visitor.opens('/supervision/staff')
  assert.ok(await row.locator('.govuk-tag').count(), `${person.name} is away`)
  await visitor.opens(path)
  await visitor.sends(`${path}/end`)
  await visitor.opens('/supervision/staff')
  assert.equal(await row.locator('.govuk-tag').count(), 0, `${person.name} is back`)
}

// Nothing ticked is a message; what is ticked is shared out, and taken back.
async function givesOut(visitor, reference, { reason, back }) {
  const give = `${QUEUE}/assignments`
  await visitor.opens(QUEUE)
  await visitor.sends(give, { to: 'evenly', reason })
  assert.ok(await visitor.has('.govuk-error-summary'))
  await visitor.sends(give, { case: reference, to: 'evenly', reason })
  assert.ok(await visitor.has('.govuk-notification-banner--success'), await visitor.text())
  await visitor.opens(`/office/cases/${reference}`)
  await visitor.opens(QUEUE)
  await visitor.sends(give, { case: reference, to: 'queue', reason: back })
  assert.ok(await visitor.has('.govuk-notification-banner--success'), await visitor.text())
}

// As of now, of one programme, as a file, and of days that cannot be told.
async function readsFigures(visitor) {
  assert.equal(await visitor.opens('/supervision/figures'), 200)
  assert.equal(await visitor.opens('/supervision/figures?programme=cash-assistance&area=lahore'), 200)
  const file = await visitor.page.locator('main a[href*=".csv?"]').first().getAttribute('href')
  const sheet = await visitor.page.request.get(file)
  assert.equal(sheet.status(), 200)
  assert.match(sheet.headers()['content-disposition'], /^attachment; filename="pser-.*\.csv"$/)
  assert.equal(await visitor.opens('/supervision/figures?as-at=2001-02-03'), 422)
  assert.equal(await visitor.opens('/supervision/figures?as-at=2001-02-31'), 422)
  assert.ok(await visitor.has('.govuk-error-summary'))
}
