// What must never be shipped: the marks and the typeface that belong to the British government, and content that the
// pages' Content-Security-Policy would block.
const forbidden = [
  [/gds[\s-]?transport/i, 'the typeface GDS Transport'],
  [/crown/i, 'a crown'],
  [/crest/i, 'a crest'],
  [/govuk-(icon|logo|opengraph)|rebrand/i, "govuk-frontend's own images"]
]
const blocked = [
  [/url\(\s*["']?data:/i, 'a data: address'],
  [/@import/i, 'an @import'],
  [/\beval\(|new Function\(/, 'eval']
]

export function refuse(files) {
  for (const [name, { bytes }] of files) {
    for (const [pattern, what] of forbidden) {
      if (pattern.test(name)) throw new Error(`${name} must not be shipped, it is ${what}.`)
    }
    if (name.endsWith('.woff2')) continue
    const text = bytes.toString('utf8')
    for (const [pattern, what] of [...forbidden, ...blocked]) {
      if (pattern.test(text)) throw new Error(`${name} must not be shipped, it holds ${what}.`)
    }
  }
}
