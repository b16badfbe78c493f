// A person before a browser: language, width of the screen, with or without scripts. Every page that comes up is looked at.
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { inspect } from './look.mjs'

const { chromium } = createRequire(new URL('../../../web/package.json', import.meta.url))('playwright-core')

const EXECUTABLE = process.env.CHROMIUM ?? '/usr/bin/chromium'
// The browser tells of every refused form; that is what was asked for.
const EXPECTED = /^Failed to load resource: the server responded with a status of 4/

export async function launch() {
  if (!existsSync(EXECUTABLE)) throw new Error(`there is no ${EXECUTABLE}; name another with CHROMIUM`)
  return chromium.launch({
    executablePath: EXECUTABLE,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update']
  })
}

// A visitor on `world`, who is `{ lang, width, scripts }` and may have a `height` and a `zoom` of their own. `name` begins the
// names of the screenshots.
export async function visitor(world, manner, name) {
  const context = await world.browser.newContext({
    baseURL: world.url,
    locale: manner.lang === 'ur' ? 'ur-PK' : 'en-GB',
    viewport: { width: manner.width, height: manner.height ?? (manner.width < 500 ? 780 : 900) },
    deviceScaleFactor: manner.zoom ?? 1,
    javaScriptEnabled: manner.scripts,
    reducedMotion: 'reduce'
  })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const troubles = []
  page.on('console', (message) => {
    if (message.type() === 'error' && !EXPECTED.test(message.text())) troubles.push(message.text())
  })
  page.on('pageerror', (error) => troubles.push(String(error)))
  page.on('response', (response) => response.status() >= 500 && troubles.push(`${response.status()} ${response.url()}`))
  return new Visitor(world, manner, name, page, troubles)
}

class Visitor {
  constructor(world, manner, name, page, troubles) {
    Object.assign(this, { world, manner, name, page, troubles, steps: 0 })
  }

  get path() {
    const { pathname, search } = new URL(this.page.url())
    return pathname + search
  }

  async opens(path) {
    const response = await this.page.goto(path)
    await this.looks()
    // Where only the part behind # differs, the page stays and nothing is asked for.
    return response?.status() ?? 200
  }

  // Presses a button or follows a link, and looks at the page that comes up.
  async presses(target) {
    const element = typeof target === 'string' ? this.page.locator(target) : target
    await Promise.all([this.page.waitForEvent('domcontentloaded'), element.click()])
    await this.page.waitForLoadState('load')
    await this.looks()
  }

  // Sends the form that goes to `action`, an exact path or a pattern.
  async sends(action, fields = {}) {
    const form = await this.form(action)
    for (const [name, value] of Object.entries(fields)) await fill(form, name, value)
    await this.presses(form.locator('button:not([type=button], [name=preview]), input[type=submit]').last())
  }

  async form(action) {
    const forms = this.page.locator('main form[method=post]')
    for (const form of await forms.all()) {
      const goesTo = new URL((await form.getAttribute('action')) || this.page.url(), this.page.url()).pathname
      if (typeof action === 'string' ? goesTo === action : action.test(goesTo)) return form
    }
    throw new Error(`${this.path} has no form for ${action}`)
  }

  has(css) {
    return this.page.locator(css).count().then((count) => count > 0)
  }

  text(css = 'main') {
    return this.page.locator(css).first().innerText()
  }

  async looks() {
    this.steps += 1
    if (!this.manner.isHasty) await inspect(this)
  }

  leaves() {
    return this.page.context().close()
  }
}

// Fills in the field of that name, whatever kind it is: a date as YYYY-MM-DD, a choice by its value.
export async function fill(form, name, value) {
  const day = form.locator(`[name="${name}-day"]`)
  if (await day.count()) {
    const parts = String(value).split('-')
    for (const [place, part] of ['year', 'month', 'day'].entries()) {
      await form.locator(`[name="${name}-${part}"]`).fill(String(Number(parts[place])))
    }
    return
  }
  const field = form.locator(`[name="${name}"]`)
  const kind = await field.first().evaluate((element) => (element.tagName === 'SELECT' ? 'select' : element.type))
  if (kind === 'select') await field.selectOption(String(value))
  else if (kind === 'radio' || kind === 'checkbox') await form.locator(`[name="${name}"][value="${value}"]`).check()
  else if (kind === 'file') await field.setInputFiles(value)
  else await field.fill(String(value))
}
