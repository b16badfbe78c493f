// Whole journeys through real pages of a real installation, from the registration to the money: in English on a wide screen
// with scripts, in Urdu on a telephone without. `make test` runs them; they need Chromium.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { start } from './support/instance.mjs'
import { launch, visitor } from './support/visitor.mjs'
import { habits } from './habits.mjs'
import { journey } from './journey.mjs'
import { visits } from './visits.mjs'

const world = {}

before(async () => {
  const [instance, browser] = await Promise.all([start(), launch()])
  Object.assign(world, instance, { browser, stops: instance.stop })
  world.visitor = (manner, name) => visitor(world, manner, name)
})

after(async () => {
  await world.browser?.close()
  if (world.stops) assert.equal(await world.stops(), 0, world.log.join('\n'))
})

describe('a household is helped', () => {
  it('in English, on a wide screen, with scripts', async () => {
    world.helped = await journey(world, 'english')
  })
  it('in Urdu, on a telephone, without scripts', () => journey(world, 'urdu'))
})

describe('every page', () => visits(world, it))

describe('pages as people use them', () => habits(world, it))
