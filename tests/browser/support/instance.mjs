// An installation for the journeys alone: `pser run` on a folder and ports of its own, gone without a trace afterwards.
import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const program = join(process.env.CARGO_TARGET_DIR ?? join(root, 'target'), 'debug/pser')

export const screenshots = join(root, 'target/screenshots')

// Starts it and waits until it says that it is ready.
export async function start() {
  const folder = mkdtempSync(join(tmpdir(), 'pser-browser-'))
  // PostgreSQL's own user has to pass through.
  chmodSync(folder, 0o711)
  const data = join(folder, 'var')
  const listeners = ['PSER_LISTEN', 'PSER_METRICS_LISTEN', 'PSER_OUTBOX_LISTEN']
  const child = spawn(program, ['run'], {
    env: {
      PATH: process.env.PATH,
      PSER_LOG: 'warn',
      PSER_DATA_DIR: data,
      ...Object.fromEntries(listeners.map((name) => [name, '127.0.0.1:0']))
    },
    // A group of its own: Ctrl-C at the terminal is for the test runner, which then stops it.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe']
  })
  const log = []
  createInterface({ input: child.stderr }).on('line', (line) => log.push(line))
  const ended = new Promise((done) => child.once('exit', done))
  const last = () => {
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
  process.once('exit', last)

  const addresses = await new Promise((ready, broken) => {
    const heard = {}
    createInterface({ input: child.stdout }).on('line', (line) => {
      const address = line.trim().split(/\s+/).at(-1)
      if (line.includes('Pages and API')) heard.url = address
      if (line.includes('Messages sent  ')) heard.outbox = address
      if (line.startsWith('Ctrl-C')) ready(heard)
    })
    child.once('error', broken)
    ended.then((code) => broken(new Error(`pser ended with ${code} while it started:\n${log.join('\n')}`)))
  })
  return {
    ...addresses,
    log,
    people: JSON.parse(readFileSync(join(data, 'demonstration.json'), 'utf8')).people,
    async stop() {
      child.kill('SIGINT')
      const code = await ended
      process.removeListener('exit', last)
      rmSync(folder, { recursive: true, force: true })
      return code
    }
  }
}
