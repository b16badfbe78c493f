// What a citizen does: registers, fills in the form, sends documents, hands in.
import assert from 'node:assert/strict'
import { fill } from '../support/visitor.mjs'
import { codeTo, newest } from '../support/pocket.mjs'
import { paper, photograph } from '../support/papers.mjs'
import { plain } from '../support/words.mjs'
import { address } from './citizens.mjs'

export async function registers(visitor, person) {
  const seen = await newest(visitor.world.outbox)
  await visitor.opens('/register')
  await visitor.sends('/register', person.registration)
  assert.match(visitor.path, /^\/register\/[^/]+\/code/)
  await visitor.sends(/^\/register\/[^/]+\/code$/, { code: await codeTo(visitor.world.outbox, address(person), seen) })
  assert.match(visitor.path, /^\/registered/)
}

export async function signsIn(visitor, person, path = '/sign-in') {
  if (path === '/sign-in') await visitor.opens(path)
  const seen = await newest(visitor.world.outbox)
  const { cnic, password } = person.registration
  await visitor.sends('/sign-in', { identifier: cnic, password })
  // On a device that is known no code is asked for.
  if (/^\/sign-in\/[^/]+\/code/.test(visitor.path)) {
    const code = await codeTo(visitor.world.outbox, address(person), seen)
    await visitor.sends(/^\/sign-in\/[^/]+\/code$/, { code })
  }
}

// Begins an application and gives its path.
export async function begins(visitor, programme = 'cash-assistance') {
  await visitor.opens(`/programmes/${programme}`)
  await visitor.sends('/applications')
  assert.match(visitor.path, /^\/applications\/[0-9a-f-]{36}$/)
  return visitor.path
}

export async function fillsIn(visitor, application, person) {
  for (const [section, answers] of Object.entries(person.sections)) {
    await answersSteps(visitor, `${application}/sections/${section}`, answers)
  }
  await visitor.opens(`${application}/sections/members`)
  for (const member of person.members) {
    await answersSteps(visitor, `${application}/sections/members/new`, member)
  }
}

// Goes through the steps of a section or row until it leads on to something else.
export async function answersSteps(visitor, path, answers) {
  await visitor.opens(path)
  const begun = path.replace(/\/new$/, '')
  const isHere = () => {
    const here = new URL(visitor.page.url()).pathname
    return here === path || (path.endsWith('/new') && here.startsWith(`${begun}/`))
  }
  for (let step = 0; isHere(); step += 1) {
    assert.ok(step < 40, `${path} asks without end`)
    const form = visitor.page.locator('main form[method=post]').first()
    for (const name of await asked(form)) {
      assert.ok(name in answers, `${visitor.path} asks for ${name}`)
      if (answers[name] !== '') await fill(form, name, answers[name])
    }
    await visitor.presses(form.locator('button:not([type=button])').first())
    assert.ok(!(await visitor.has('.govuk-error-summary')), `${visitor.path}: ${await visitor.text()}`)
  }
}

// The names of the questions of a form, in their order. A date is asked in three boxes.
function asked(form) {
  return form.evaluate((element) => {
    const fields = [...element.elements].filter(({ name, type }) => name && !['hidden', 'submit'].includes(type))
    return [...new Set(fields.map(({ name }) => name.replace(/-(day|month|year)$/, '')))]
  })
}

// Sends what is still wanted, photographs and scanned papers in turn; gives how many it were.
export async function sendsDocuments(visitor, application) {
  await visitor.opens(`${application}/documents`)
  let sent = 0
  for (; sent < 12; sent += 1) {
    const form = await wanted(visitor)
    if (!form) break
    const text = `${visitor.name} ${visitor.manner.lang} ${sent}`
    const file = sent % 2 === 0 ? await photograph(visitor.world.browser, text) : paper(text)
    await fill(form, 'file', file)
    await visitor.presses(form.locator('button:not([type=button])').last())
    assert.ok(!(await visitor.has('.govuk-error-summary')), `${visitor.path}: ${await visitor.text()}`)
  }
  return sent
}

// The first form for a document that is still to be sent; none where all are there. What was sent can be replaced behind a
// fold.
export async function wanted(visitor) {
  const forms = visitor.page.locator('main form[enctype="multipart/form-data"]:not(details form)')
  return (await forms.count()) ? forms.first() : null
}

// Hands in and gives the reference.
export async function handsIn(visitor, application) {
  await visitor.opens(`${application}/review`)
  const form = await visitor.form(`${application}/submission`)
  await form.locator('[name=consent]').check()
  await visitor.presses(form.locator('button:not([type=button])').last())
  assert.equal(visitor.path, `${application}/submitted`)
  return plain(await visitor.text('main .govuk-panel .pser-ltr')).trim()
}
