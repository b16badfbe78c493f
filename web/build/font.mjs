// The fonts. Pages get Noto Nastaliq Urdu with the letters that Urdu is written in; the rest of the Arabic script is left
// out. Papers (PDF) are printed with all of it, since names come in any spelling, and with Noto Sans.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fontverter from 'fontverter'
import subsetFont from 'subset-font'

const noto = 'node_modules/@fontsource/noto-nastaliq-urdu'
const sans = 'node_modules/@fontsource/noto-sans'
const regular = 'files/noto-nastaliq-urdu-arabic-400-normal.woff2'
const letters = 'ءآأؤئابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہۂۃھیےۓ'
// What keyboards set to Arabic put in place of Urdu's own letters.
const strays = 'ةكىيه'
// Izafat, tashdid, tanwin and the other marks above and below.
const marks = '\u064b\u064d\u064e\u064f\u0650\u0651\u0653\u0654\u0670'
const digits = '۰۱۲۳۴۵۶۷۸۹'
const punctuation = '،؛؟۔٪٫٬'
// Joiners and direction marks.
const invisible = ' \u00a0\u200c\u200d\u200e\u200f'

// Copyright, family, style, full and PostScript name.
const names = [0, 1, 2, 4, 6]

export async function nastaliq(web) {
  const whole = await readFile(join(web, noto, regular))
  return subsetFont(whole, letters + strays + marks + digits + punctuation + invisible, {
    targetFormat: 'woff2',
    preserveNameIds: names
  })
}

export async function printed(web) {
  const whole = async (file) => fontverter.convert(await readFile(join(web, file)), 'sfnt')
  return {
    'latin.ttf': await whole(`${sans}/files/noto-sans-latin-400-normal.woff2`),
    'latin-strong.ttf': await whole(`${sans}/files/noto-sans-latin-600-normal.woff2`),
    'nastaliq.ttf': await whole(join(noto, regular))
  }
}

// The SIL Open Font License asks that it goes where the font goes.
export async function licences(web) {
  return {
    'nastaliq-licence.txt': await readFile(join(web, noto, 'LICENSE')),
    'sans-licence.txt': await readFile(join(web, sans, 'LICENSE'))
  }
}
