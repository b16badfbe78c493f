// Every kind of page, in the other mixtures of language and width; also when something is missing, wrong or not allowed.
import assert from 'node:assert/strict'
import { begins, registers, signsIn, wanted } from './people/applying.mjs'
import { somebody } from './people/citizens.mjs'
import { entersOffice, staff } from './people/deciding.mjs'
import { fill } from './support/visitor.mjs'
import { nonsense } from './support/papers.mjs'

const MIXTURES = [
  { lang: 'en', width: 360, scripts: true, citizen: 11, officer: 1, supervisor: 0 },
  { lang: 'ur', width: 1280, scripts: true, citizen: 12, officer: 2, supervisor: 1 }
]

export function visits(world, it) {
  for (const manner of MIXTURES) {
    const said = `${manner.lang} at ${manner.width} pixels`
    it(`is sound for strangers, ${said}`, () => strangers(world, manner))
    it(`is sound for citizens, ${said}`, () => citizens(world, manner))
    it(`is sound for staff, ${said}`, () => office(world, manner))
  }
}

async function strangers(world, manner) {
  const visitor = await world.visitor(manner, 'stranger')
  const open = ['/', '/programmes', '/programmes/cash-assistance', '/office/invitation', '/verify', '/verify/R-00000-00000-0', '/status', '/recover', '/recover/number', '/recover/centre', '/claim', '/programmes/household-registration']
  for (const path of open) {
    assert.equal(await visitor.opens(path), 200, path)
  }
  await screens(visitor)
  assert.equal(await visitor.opens('/nowhere'), 404)
  await visitor.opens('/register')
  await visitor.sends('/register')
  assert.ok(await visitor.has('.govuk-error-summary'))
  await visitor.opens('/sign-in')
  await visitor.sends('/sign-in', { identifier: '35202-0000000-1', password: 'not the password' })
  assert.ok(await visitor.has('.govuk-error-summary'))
  for (const way of ['sms', 'email']) {
    await visitor.opens('/recover')
    await visitor.sends('/recover', { identifier: '35202-0000000-1', way })
    assert.match(visitor.path, /^\/recover\/[^/]+$/)
  }
  assert.equal(await visitor.opens('/recover/password'), 404)
  await visitor.opens('/status')
  await visitor.sends('/status', { reference: 'C-00000-00000-0', cnic: '35202-7654321-2' })
  assert.ok(await visitor.has('.govuk-error-summary'))
  await visitor.opens('/office')
  assert.match(visitor.path, /^\/office\/sign-in/)
  await visitor.sends('/office/sign-in', { email: 'nobody@office.example', password: 'not the password', totp: '000000' })
  assert.ok(await visitor.has('.govuk-error-summary'))
  await visitor.opens(world.outbox)
  await visitor.leaves()
}

// What may I get: a page with mistakes, and all of them to the end.
async function screens(visitor) {
  await visitor.opens('/eligibility')
  await visitor.sends('/eligibility', { people: '0' })
  assert.ok(await visitor.has('.govuk-error-summary'))
  await visitor.sends('/eligibility', { people: '4', children: '3', elderly: '0', income: '12000', is_widowed: 'yes' })
  await visitor.sends('/eligibility', {
    has_orphan: 'yes', has_disability: 'no', has_chronic_illness: 'no', had_disaster: 'no', is_poorly_housed: 'yes'
  })
  await visitor.sends('/eligibility', { has_car: 'no', has_much_land: 'no', has_public_employee: 'no' })
  assert.ok(await visitor.has('.govuk-tag--green'))
}

async function citizens(world, manner) {
  const visitor = await world.visitor(manner, 'household')
  const person = somebody(manner.citizen)
  await registers(visitor, person)
  await visitor.opens('/applications')
  const application = await begins(visitor)
  for (const section of [...Object.keys(person.sections), 'members', 'members/new']) {
    assert.equal(await visitor.opens(`${application}/sections/${section}`), 200, section)
  }
  // An answer that cannot be one.
  await visitor.opens(`${application}/sections/bank`)
  await visitor.sends(`${application}/sections/bank`, { title: 'Hajra Bibi', iban: 'PK00' })
  assert.ok(await visitor.has('.govuk-error-summary'))
  await visitor.opens(`${application}/review`)
  await visitor.opens(`${application}/documents`)
  const form = await wanted(visitor)
  if (form) {
    await fill(form, 'file', nonsense)
    await form.locator('button:not([type=button])').last().click()
    // The script puts the answer in place of the page.
    await visitor.page.locator('.govuk-error-summary').waitFor()
    await visitor.looks()
  }
  for (const path of ['/account', '/account/password', '/account/mobile', '/account/email', '/account/language', '/account/access', '/account/data', '/certificates']) {
    assert.equal(await visitor.opens(path), 200, path)
  }
  await visitor.opens('/account/password')
  await visitor.sends('/account/password', { old_password: 'not the password', new_password: 'short' })
  assert.ok(await visitor.has('.govuk-error-summary'))
  await visitor.opens('/account/data')
  await visitor.sends('/account/data', { password: 'not the password' })
  assert.ok(await visitor.has('.govuk-error-summary'))
  await visitor.opens('/account/mobile')
  await visitor.sends('/account/mobile', { mobile: '0345-1112233', password: person.registration.password })
  assert.match(visitor.path, /^\/account\/mobile\/[^/]+\/code$/)
  // Nothing of the office is there for them.
  assert.equal(await visitor.opens('/office'), 404)
  await visitor.leaves()

  const helped = await world.visitor(manner, 'helped')
  const { person: known, reference, application: old } = world.helped.en
  await signsIn(helped, known)
  for (const path of [`/cases/${reference}`, `${old}/documents`, `${old}/review`]) {
    assert.equal(await helped.opens(path), 200, path)
  }
  await helped.leaves()
}

async function office(world, manner) {
  const { person, reference, batch } = world.helped.en
  const officer = await world.visitor(manner, 'desk')
  await entersOffice(officer, staff(world, 'verifies', manner.officer))
  for (const path of ['/office', '/office/queues/verification', `/office/cases/${reference}`, `/office/cases/${reference}/reveal`, `/office/cases/${reference}/hold`, '/account/absence', `/office/cases/${reference}/certificate`, `/office/cases/${reference}/duplicates`, `/office/cases/${reference}/duplicates/${world.registered.en.reference}`, '/office/shortcuts']) {
    assert.equal(await officer.opens(path), 200, path)
  }
  await officer.opens(`/office/cases/${reference}/actions/verify`)
  await filters(officer, manner)
  await searches(officer, person)
  assert.equal(await officer.opens('/supervision/batches'), 403)
  await officer.leaves()

  const supervisor = await world.visitor(manner, 'hall')
  await entersOffice(supervisor, staff(world, 'approves', manner.supervisor))
  for (const path of ['/supervision/batches', batch, '/supervision/proof', '/supervision/figures', '/supervision/second-looks', '/supervision/staff', '/office/queues/payments', '/office/queues/verification']) {
    assert.equal(await supervisor.opens(path), 200, path)
  }
  await supervisor.leaves()

  const operator = await world.visitor(manner, 'centre')
  await entersOffice(operator, staff(world, 'helps'))
  const reason = manner.lang === 'ur' ? 'فون گم ہو گیا ہے۔' : 'Has lost the phone.'
  await operator.opens('/office/help-centre')
  await operator.sends('/office/help-centre', { cnic: person.registration.cnic, reason })
  assert.match(operator.path, /^\/office\/help-centre\/[^/]+$/)
  await operator.sends(/\/recovery$/)
  assert.ok(await operator.has('.govuk-error-summary'))
  await helpsAtCentre(operator, world, manner)
  await operator.leaves()

  const auditor = await world.visitor(manner, 'audit')
  await entersOffice(auditor, staff(world, 'audits'))
  assert.equal(await auditor.opens(`/office/cases/${reference}`), 200)
  await auditor.leaves()
}

// A queue with filters chosen, also none of whose cases fits; and one kept as a view.
async function filters(officer, manner) {
  const queue = '/office/queues/verification'
  assert.equal(await officer.opens(`${queue}?holder=nobody&due=soon`), 200)
  await officer.sends(`${queue}/views`, { name: manner.lang === 'ur' ? 'آج کے کیس' : 'Due soon' })
  assert.ok(await officer.has('.pser-views a[aria-current=page]'))
  assert.equal(await officer.opens(`${queue}?stage=approved`), 200)
}

// By a number, by a name that nobody has, and with a mistake.
async function searches(officer, person) {
  for (const q of [person.registration.cnic, person.registration.full_name, 'Zzyzx Qwghlm']) {
    await officer.opens('/office/search')
    await officer.sends('/office/search', { q })
  }
  await officer.sends('/office/search', { q: 'x' })
  assert.ok(await officer.has('.govuk-error-summary'))
}

// Somebody who has come with papers is registered, gets a receipt, and has the operator type for them.
async function helpsAtCentre(operator, world, manner) {
  const person = somebody(manner.citizen + 20)
  const registration = { ...person.registration }
  delete registration.password
  await operator.opens('/office/assisted')
  await operator.sends('/office/assisted')
  assert.ok(await operator.has('.govuk-error-summary'))
  await operator.sends('/office/assisted', { ...registration, language: manner.lang, papers: 'cnic-card' })
  const visit = operator.path
  assert.match(visit, /^\/office\/help-centre\/[^/]+$/, await operator.text())
  await operator.opens(`${visit}/receipt`)
  await operator.opens(visit)
  await operator.sends(`${visit}/session`, { seen: 'cnic-card' })
  assert.equal(operator.path, '/applications')
  await begins(operator)
  await operator.presses('section[aria-labelledby=assisted-title] button')
  assert.equal(operator.path, '/office/help-centre')
  const stranger = await world.visitor(manner, 'claimer')
  await stranger.opens('/claim')
  await stranger.sends('/claim', { cnic: registration.cnic, pser_id: 'P-00000-00000-0' })
  assert.match(stranger.path, /^\/claim\/[^/]+$/)
  await stranger.leaves()
}
