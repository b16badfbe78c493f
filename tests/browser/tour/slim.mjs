// A browser's picture with as many colours as a page of ours has, at a third of its size (PNG, W3C Recommendation, third edition).
import { crc32, deflateSync, inflateSync } from 'node:zlib'

const MARK = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
const COLOURS = 256
const [OF_COLOURS, WITH_ALPHA] = [2, 6]

// Takes eight bits a channel, without interlacing, as Chromium writes them.
export function slim(png) {
  const chunks = read(png)
  const head = chunks.find(({ kind }) => kind === 'IHDR').data
  const [width, height, type] = [head.readUInt32BE(0), head.readUInt32BE(4), head[9]]
  if (type !== OF_COLOURS && type !== WITH_ALPHA) throw new Error(`a picture of type ${type} is not expected`)
  const size = type === WITH_ALPHA ? 4 : 3
  const packed = Buffer.concat(chunks.filter(({ kind }) => kind === 'IDAT').map(({ data }) => data))
  const dots = unfilter(inflateSync(packed), width, height, size)
  const { palette, lines } = index(dots, width, height, size)
  const newHead = Buffer.from(head)
  newHead[9] = 3
  return Buffer.concat([MARK, chunk('IHDR', newHead), chunk('PLTE', palette), chunk('IDAT', deflateSync(lines, { level: 9 })), chunk('IEND', Buffer.alloc(0))])
}

function read(png) {
  const chunks = []
  for (let at = MARK.length; at < png.length; ) {
    const length = png.readUInt32BE(at)
    chunks.push({ kind: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) })
    at += length + 12
  }
  return chunks
}

function chunk(kind, data) {
  const named = Buffer.concat([Buffer.from(kind, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}

// Undoes what each line was predicted from: the dot before, the one above, both, or whichever is nearest.
function unfilter(raw, width, height, size) {
  const row = width * size
  const dots = Buffer.alloc(row * height)
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (row + 1)]
    for (let x = 0; x < row; x += 1) {
      const here = y * row + x
      const left = x < size ? 0 : dots[here - size]
      const above = y === 0 ? 0 : dots[here - row]
      const corner = x < size || y === 0 ? 0 : dots[here - row - size]
      const guess = [0, left, above, (left + above) >> 1, nearest(left, above, corner)][filter]
      dots[here] = raw[y * (row + 1) + 1 + x] + guess
    }
  }
  return dots
}

function nearest(left, above, corner) {
  const guess = left + above - corner
  const [toLeft, toAbove, toCorner] = [left, above, corner].map((one) => Math.abs(guess - one))
  if (toLeft <= toAbove && toLeft <= toCorner) return left
  return toAbove <= toCorner ? above : corner
}

// The most frequent colours, and each dot as the number of the one that is closest to it.
function index(dots, width, height, size) {
  const counts = new Map()
  const colour = (at) => (dots[at] << 16) | (dots[at + 1] << 8) | dots[at + 2]
  for (let at = 0; at < dots.length; at += size) counts.set(colour(at), (counts.get(colour(at)) ?? 0) + 1)
  const kept = [...counts].sort(([, one], [, other]) => other - one).slice(0, COLOURS).map(([value]) => value)
  const numbers = new Map()
  const number = (value) => {
    if (!numbers.has(value)) numbers.set(value, closest(kept, value))
    return numbers.get(value)
  }
  const lines = Buffer.alloc((width + 1) * height)
  for (let at = 0, place = 0; at < dots.length; at += size, place += 1) {
    lines[Math.floor(place / width) * (width + 1) + 1 + (place % width)] = number(colour(at))
  }
  return { palette: Buffer.from(kept.flatMap((value) => [value >> 16, (value >> 8) & 255, value & 255])), lines }
}

function closest(kept, value) {
  const away = (one) => [16, 8, 0].reduce((sum, shift) => sum + (((one >> shift) & 255) - ((value >> shift) & 255)) ** 2, 0)
  return kept.reduce((best, one, place) => (away(one) < away(kept[best]) ? place : best), 0)
}
