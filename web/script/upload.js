// Sends a form marked `data-pser-upload` itself, so that the person sees how far it is. Without this script the browser
// sends the same form to the same address; the server answers both alike.
import { ready, sent } from './once.js'

export function uploads(start) {
  for (const form of document.querySelectorAll('form[data-pser-upload]')) {
    form.addEventListener('submit', (event) => {
      if (event.defaultPrevented) return
      event.preventDefault()
      if (!form.dataset.pserSent) send(form, event.submitter, start)
    })
  }
}

function send(form, submitter, start) {
  // Read before anything is marked: what the form holds now is what is sent.
  const body = new FormData(form)
  if (submitter && submitter.name) body.append(submitter.name, submitter.value)
  const progress = progressOf(form)
  const fail = () => {
    ready(form)
    progress.fail()
  }
  const request = new XMLHttpRequest()
  request.open('POST', (submitter && submitter.getAttribute('formaction')) || form.getAttribute('action') || location.href)
  request.setRequestHeader('Accept', 'text/html')
  request.upload.onprogress = (event) => event.lengthComputable && progress.show(event.loaded / event.total)
  request.upload.onload = () => progress.wait()
  request.onload = () => answered(request, fail, start)
  request.onerror = request.onabort = request.ontimeout = fail
  sent(form)
  progress.show(0)
  request.send(body)
}

// Taken: go where the redirect led. Refused: the page with what is wrong. Anything else: the form stays as it is, with
// the files still chosen, and says that they did not arrive.
function answered(request, fail, start) {
  const page = (request.getResponseHeader('Content-Type') || '').startsWith('text/html')
  if (request.status < 400) location.assign(request.responseURL)
  else if (request.status < 500 && page) replacePage(request.responseText, start)
  else fail()
}

function replacePage(html, start) {
  const page = new DOMParser().parseFromString(html, 'text/html')
  document.title = page.title
  document.body.replaceWith(document.adoptNode(page.body))
  scrollTo(0, 0)
  start()
}

// Markup: `[data-pser-progress]` holds a <progress> and a [role=status] with the sentences in data-sending, data-waiting
// and data-failed.
function progressOf(form) {
  const box = form.querySelector('[data-pser-progress]')
  if (!box) return { show() {}, wait() {}, fail() {} }
  const bar = box.querySelector('progress')
  const status = box.querySelector('[role="status"]')
  // A screen reader speaks when the sentence changes, not with every step of the bar.
  const say = (sentence) => {
    const text = status.dataset[sentence] || ''
    if (status.textContent !== text) status.textContent = text
  }
  return {
    show(part) {
      box.hidden = bar.hidden = false
      box.classList.remove('pser-upload--failed')
      bar.value = part * bar.max
      say('sending')
    },
    wait() {
      bar.removeAttribute('value')
      say('waiting')
    },
    fail() {
      bar.hidden = true
      box.classList.add('pser-upload--failed')
      say('failed')
    }
  }
}
