// The office by keyboard: j and k step through a list, and a key that an element names in aria-keyshortcuts presses it,
// or puts the cursor there. Nothing of it works while something is typed, and each reader can turn it off for this
// browser (WCAG 2.1.4). The page of shortcuts, behind ?, lists them.
const SILENT = 'pser-keys-off'

export function keys() {
  const control = document.querySelector('[data-pser-keys-switch]')
  if (control) offer(control)
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat || isOff()) return
    if (isTyping(event.target)) {
      if (event.key === 'Escape' && event.target.type !== 'search') event.target.blur()
      return
    }
    if (event.key === 'j' || event.key === 'k') step(event, event.key === 'j' ? 1 : -1)
    else press(event)
  })
}

// The next link of the list, from the one that has the focus or is marked as open.
function step(event, by) {
  const links = [...document.querySelectorAll('[data-pser-step]')].filter((link) => link.offsetParent)
  if (!links.length) return
  const here = links.findIndex((link) => link === document.activeElement || link.closest('[aria-current]'))
  const start = here < 0 && by < 0 ? links.length : here
  const next = links[Math.max(0, Math.min(links.length - 1, start + by))]
  event.preventDefault()
  next.focus()
  next.scrollIntoView({ block: 'nearest' })
}

function press(event) {
  const named = [...document.querySelectorAll('[aria-keyshortcuts]')]
  const element = named.find((one) => one.getAttribute('aria-keyshortcuts') === event.key && one.offsetParent)
  if (!element) return
  event.preventDefault()
  if (element.matches('input, select, textarea')) element.focus()
  else element.click()
}

const isTyping = (element) =>
  element instanceof HTMLElement && (element.isContentEditable || element.matches('input:not([type=checkbox]):not([type=radio]), select, textarea'))

function isOff() {
  try {
    return localStorage.getItem(SILENT) === 'yes'
  } catch {
    return false // a browser that keeps nothing has them on
  }
}

// A button that says what pressing it does; the sentences come with the markup.
function offer(control) {
  const tell = () => (control.textContent = isOff() ? control.dataset.on : control.dataset.off)
  control.hidden = false
  tell()
  control.addEventListener('click', () => {
    try {
      if (isOff()) localStorage.removeItem(SILENT)
      else localStorage.setItem(SILENT, 'yes')
    } catch {
      return
    }
    tell()
  })
}
