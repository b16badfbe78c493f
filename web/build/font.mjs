// Noto Nastaliq Urdu with the letters that Urdu is written in; the rest of the Arabic script is left out.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import subsetFont from 'subset-font'

const regular = 'node_modules/@fontsource/noto-nastaliq-urdu/files/noto-nastaliq-urdu-arabic-400-normal.woff2'
const letters = 'ءآأؤئابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہۂۃھیےۓ'
// What keyboards set to Arabic put in place of Urdu's own letters.
const strays = 'ةكىيه'
// Izafat, tashdid, tanwin and the other marks above and below.
const marks = '\u064b\u064d\u064e\u064f\u0650\u0651\u0653\u0654\u0670'
const digits = '۰۱۲۳۴۵۶۷۸۹'
const punctuation = '،؛؟۔٪٫٬'
// Joiners and direction marks.
const invisible = ' \u00a0\u200c\u200d\u200e\u200f'

// The licence (SIL OFL 1.1) asks that its notice travels with the font: name records 0, 13 and 14.
const notice = [0, 1, 2, 4, 6, 13, 14]

export async function nastaliq(web) {
  const whole = await readFile(join(web, regular))
  return subsetFont(whole, letters + strays + marks + digits + punctuation + invisible, {
    targetFormat: 'woff2',
    preserveNameIds: notice
  })
}
