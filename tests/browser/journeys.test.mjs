// Whole journeys through real pages of a real installation: in English on a wide screen with scripts, in Urdu on a telephone
// without. `make test` runs them; they need Chromium.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { start } from './support/instance.mjs'
import { launch, visitor } from './support/visitor.mjs'
import { habits } from './habits.mjs'
import { complained } from './journeys/complained.mjs'
import { helped } from './journeys/helped.mjs'
import { registered } from './journeys/registered.mjs'
import { supervised } from './journeys/supervised.mjs'
import { turnedDown } from './journeys/turned-down.mjs'
import { written } from './journeys/written.mjs'
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

// A journey is made in both ways. Later ones go on with what it leaves behind, by language.
function inBothWays(journey) {
  const left = (world[journey.name] = {})
  it('in English, on a wide screen, with scripts', async () => {
    left.en = await journey(world, { lang: 'en', width: 1280, scripts: true })
  })
  it('in Urdu, on a telephone, without scripts', async () => {
    left.ur = await journey(world, { lang: 'ur', width: 360, scripts: false })
  })
}

describe('a household applies and is paid', () => inBothWays(helped))

describe('a household registers and is not asked again', () => inBothWays(registered))

describe('a supervisor gives work out and looks at the figures', () => inBothWays(supervised))

describe('a household is turned down and appeals', () => inBothWays(turnedDown))

describe('a household complains and takes it back', () => inBothWays(complained))

describe('an officer and a household write to each other', () => inBothWays(written))

describe('every page', () => visits(world, it))

describe('pages as people use them', () => habits(world, it))
