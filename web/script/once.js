// A form that changes something is sent once: what is clicked twice is not posted twice.

export function guardForms() {
  document.addEventListener('submit', (event) => {
    const form = event.target
    if (event.defaultPrevented || !(form instanceof HTMLFormElement) || form.method !== 'post') return
    if (form.dataset.pserSent) {
      event.preventDefault()
      return
    }
    // A form that opens a new page or downloads leaves this page standing.
    if (form.target && form.target !== '_self') return
    sent(form)
  })
  // A page that comes back from the browser's cache has to work again.
  window.addEventListener('pageshow', () => document.querySelectorAll('form[data-pser-sent]').forEach(ready))
}

export function sent(form) {
  form.dataset.pserSent = 'true'
  for (const button of buttons(form)) button.setAttribute('aria-disabled', 'true')
}

export function ready(form) {
  delete form.dataset.pserSent
  for (const button of buttons(form)) button.removeAttribute('aria-disabled')
}

// `disabled` would drop the name and value of the button pressed from what is sent.
function buttons(form) {
  return [...form.elements].filter((element) => element.type === 'submit')
}
