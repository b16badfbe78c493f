// Papers as a phone camera and a scanner make them: small, each different, sound to the last byte.

// A photographed paper, drawn and encoded by the browser itself.
export async function photograph(browser, text) {
  const page = await browser.newPage({ viewport: { width: 640, height: 400 } })
  const colour = `hsl(${[...text].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 360, 7)} 60% 80%)`
  await page.setContent(`<body bgcolor="white"><h1 style="background:${colour}">${text}</h1>`)
  const buffer = await page.screenshot({ type: 'jpeg', quality: 70 })
  await page.close()
  return { name: `${text.replace(/\W+/g, '-')}.jpg`, mimeType: 'image/jpeg', buffer }
}

// A scanned paper: a PDF of one page (ISO 32000) that carries a line of Latin letters.
export function paper(text) {
  const stream = `BT /F1 14 Tf 72 720 Td (${text}) Tj ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'
  ]
  let file = '%PDF-1.4\n'
  const offsets = objects.map((object, place) => {
    const offset = file.length
    file += `${place + 1} 0 obj\n${object}\nendobj\n`
    return `${String(offset).padStart(10, '0')} 00000 n \n`
  })
  const start = file.length
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`
  return { name: 'paper.pdf', mimeType: 'application/pdf', buffer: Buffer.from(file, 'latin1') }
}

// What is no paper at all, whatever it is called.
export const nonsense = { name: 'paper.pdf', mimeType: 'application/pdf', buffer: Buffer.from('not a paper') }
