// Tells the style sheets and govuk-frontend what this browser can do, before any component starts; no inline script may.
export function support() {
  document.body.classList.add('js-enabled')
  if ('noModule' in HTMLScriptElement.prototype) document.body.classList.add('govuk-frontend-supported')
}
