// What staff do: sign in, take a case, look at documents, act; make, propose and approve batches.
import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import { totp } from '../support/pocket.mjs'

export function staff(world, part, place = 0) {
  return world.people.filter((person) => person.part === part)[place]
}

export async function entersOffice(visitor, person) {
  await visitor.opens('/office/sign-in')
  await visitor.sends('/office/sign-in', { email: person.email, password: person.password, totp: await totp(person) })
  assert.ok(!(await visitor.has('.govuk-error-summary')), await visitor.text())
}

// Waits until a case stands in a queue: checks run in the background.
export async function awaits(visitor, reference, queue = 'verification') {
  for (let attempt = 0; attempt < 150; attempt += 1) {
    const page = await visitor.page.request.get(`/office/queues/${queue}`)
    if ((await page.text()).includes(reference)) return
    await pause(200)
  }
  throw new Error(`${reference} did not come to the queue`)
}

export async function takesNext(visitor, reference, queue = 'verification') {
  await visitor.opens('/office')
  await visitor.opens(`/office/queues/${queue}`)
  await visitor.sends(`/office/queues/${queue}/next`)
  assert.ok(visitor.path.startsWith(`/office/cases/${reference}`), visitor.path)
}

// Opens a case and claims it, where it is not the visitor's already.
export async function takes(visitor, reference) {
  await visitor.opens(`/office/cases/${reference}`)
  const claim = `/office/cases/${reference}/claim`
  if (await visitor.has(`form[action="${claim}"]`)) await visitor.sends(claim)
}

export async function acceptsDocuments(visitor, reference) {
  await visitor.opens(`/office/cases/${reference}`)
  const links = await visitor.page.locator('.pser-documents a').evaluateAll((all) => all.map(({ href }) => href))
  assert.ok(links.length > 0, 'there are documents')
  for (const link of links) {
    await visitor.opens(link.slice(new URL(link).origin.length))
    const accept = visitor.page.locator('button[name=verdict][value=accepted]')
    if (await accept.count()) await visitor.presses(accept)
  }
}

// Acts on a case, with what the action asks for.
export async function acts(visitor, reference, action, fields = {}) {
  const path = `/office/cases/${reference}/actions/${action}`
  await visitor.opens(path)
  await visitor.sends(path, fields)
  assert.ok(!(await visitor.has('.govuk-error-summary')), `${action}: ${await visitor.text()}`)
}

// Puts what waits into a batch, proposes it and gives its path.
export async function proposes(visitor) {
  await visitor.opens('/supervision/batches')
  await visitor.sends('/supervision/batches')
  const path = new URL(visitor.page.url()).pathname
  assert.match(path, /^\/supervision\/batches\/[^/]+$/, await visitor.text())
  await visitor.sends(`${path}/proposal`)
  return path
}

// Looks at a batch, proves once more who is looking, and approves.
export async function approves(visitor, person, batch) {
  await visitor.opens(batch)
  const proof = visitor.page.locator('main a[href^="/supervision/proof"]')
  if (await proof.count()) {
    await visitor.presses(proof.first())
    await visitor.sends('/supervision/proof', { totp: await totp(person) })
    assert.equal(new URL(visitor.page.url()).pathname, batch)
  }
  await visitor.sends(`${batch}/approval`)
  assert.ok(!(await visitor.has('.govuk-error-summary')), await visitor.text())
}
