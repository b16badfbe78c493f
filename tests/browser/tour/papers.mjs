// Papers as households send them, drawn so that nobody takes them for real ones.

const STYLE = `
  body { margin: 0; background: #cfcac0; font: 17px sans-serif; color: #222 }
  main { position: absolute; inset: 20px 24px; padding: 20px 24px; background: #fbf9f2; box-shadow: 3px 4px 10px #0006; overflow: hidden }
  h1 { margin: 0 0 18px; padding-bottom: 10px; border-bottom: 3px solid #6b7f72; font-size: 25px }
  p { margin: 0 0 9px } b { display: inline-block; width: 100px; font-weight: normal; color: #666 }
  i { position: absolute; right: 24px; bottom: 14px; color: #b3261e; font-size: 22px; letter-spacing: 3px }
  svg { position: absolute; right: 24px; top: 84px; width: 92px }`
const FACE = '<svg viewBox="0 0 26 30"><path fill="#b9c4bd" d="M0 0h26v30H0z"/><circle cx="13" cy="11" r="6" fill="#7c8b83"/><path fill="#7c8b83" d="M2 30c0-8 5-12 11-12s11 4 11 12z"/></svg>'

// A photographed paper: its name and what is written on it, line by line.
export async function photographed(browser, name, lines) {
  const page = await browser.newPage({ viewport: { width: 580, height: 400 } })
  const text = lines.map(([what, value]) => `<p><b>${what}</b>${value}</p>`).join('')
  await page.setContent(`<style>${STYLE}</style><main><h1>${name}</h1>${text}${FACE}<i>SPECIMEN</i></main>`)
  const buffer = await page.screenshot({ type: 'jpeg', quality: 72 })
  await page.close()
  return { name: `${name.toLowerCase().replace(/\W+/g, '-')}.jpg`, mimeType: 'image/jpeg', buffer }
}
