// What people have in the pocket: a telephone that gets SMS, and an authenticator.
import { createHmac } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'

const STEP = 30
const used = new Map()

// The code of the newest message to a mobile that came after message number `after`.
export async function codeTo(outbox, mobile, after = 0) {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const messages = await messagesTo(outbox, mobile, after)
    const code = messages.map(({ text }) => /\b\d{6}\b/.exec(text)?.[0]).findLast(Boolean)
    if (code) return code
    await pause(100)
  }
  throw new Error(`no code came to ${mobile}`)
}

export async function messagesTo(outbox, to, after = 0) {
  const answer = await fetch(`${outbox}/messages?${new URLSearchParams({ to, after })}`)
  return answer.json()
}

// Waits until a message to somebody says something.
export async function hears(outbox, to, news) {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const messages = await messagesTo(outbox, to)
    if (messages.some(({ text }) => news.test(text))) return
    await pause(200)
  }
  throw new Error(`no message said ${news}`)
}

// The number of the newest message, to read on from.
export async function newest(outbox) {
  const messages = await (await fetch(`${outbox}/messages?limit=1`)).json()
  return messages.at(-1)?.number ?? 0
}

// Six digits that are taken now and were not shown before (RFC 6238). The service takes those of the coming half minute
// too; where they are used up, this waits.
export async function totp(person) {
  for (;;) {
    const now = Math.floor(Date.now() / 1000 / STEP)
    const step = Math.max(now, (used.get(person.email) ?? now) + 1)
    if (step <= now + 1) {
      used.set(person.email, step)
      return digits(person.totp_secret, step)
    }
    await pause(500)
  }
}

function digits(secret, step) {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', base32(secret)).update(counter).digest()
  const number = mac.readUInt32BE(mac.at(-1) & 15) & 0x7fffffff
  return String(number % 1_000_000).padStart(6, '0')
}

function base32(text) {
  const bits = [...text].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
  return Buffer.from(bits.join('').match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)))
}
