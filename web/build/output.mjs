// The files of dist/ while they are being made: hashed names, compressed copies, and the manifest that lists them.
import { createHash } from 'node:crypto'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

import { replaceUrls } from './styles.mjs'

const types = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
  woff2: 'font/woff2'
}

export class Output {
  constructor(web) {
    this.folder = join(web, 'dist')
    this.files = new Map()
  }

  add(name, content) {
    const bytes = Buffer.from(content)
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 10)
    const [stem, extension] = name.split('.')
    this.files.set(name, { file: `${stem}.${hash}.${extension}`, type: types[extension], bytes })
  }

  // A style sheet whose addresses are those of files already added; the sheet lies beside them.
  linked(css) {
    return replaceUrls(css, (url) => {
      const name = url.split('/').pop()
      if (!this.files.has(name)) throw new Error(`a style sheet names ${url}, which is not among the assets.`)
      return this.files.get(name).file
    })
  }

  // The manifest goes last: where it is, everything it lists is.
  async write() {
    await rm(this.folder, { recursive: true, force: true })
    await mkdir(this.folder)
    const manifest = {}
    for (const [name, { file, type, bytes }] of [...this.files].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const path = join(this.folder, file)
      await writeFile(path, bytes)
      // woff2 is compressed already.
      if (!file.endsWith('.woff2')) {
        await writeFile(`${path}.br`, brotli(bytes))
        await writeFile(`${path}.gz`, gzipSync(bytes, { level: 9 }))
      }
      manifest[name] = { file, type }
    }
    await writeFile(join(this.folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  }
}

function brotli(bytes) {
  return brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length
    }
  })
}
