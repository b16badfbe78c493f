// Keeps numbers and names of a page as they are now, from server-sent events. Nobody listens behind a hidden tab, and a
// page without it is as true as when it was loaded.
export function live() {
  const places = [...document.querySelectorAll('[data-pser-live]')]
  if (!places.length || !('EventSource' in window)) return
  const address = places[0].dataset.pserLive
  let source = null
  const listen = () => {
    if (document.hidden || source) return
    source = new EventSource(address)
    source.addEventListener('queues', (event) => showCounts(JSON.parse(event.data)))
    source.addEventListener('case', (event) => showCase(places[0], JSON.parse(event.data)))
  }
  const stop = () => {
    if (source) source.close()
    source = null
  }
  document.addEventListener('visibilitychange', () => (document.hidden ? stop() : listen()))
  window.addEventListener('pagehide', stop)
  window.addEventListener('pageshow', listen)
  listen()
}

// A queue that holds nothing is not named.
function showCounts(queues) {
  for (const place of document.querySelectorAll('[data-pser-count]')) {
    const [name, what] = place.dataset.pserCount.split(' ')
    const queue = queues.find((one) => one.queue === name)
    if (!queue && what === 'text') continue
    const value = String(queue ? queue[what] : 0)
    if (place.textContent !== value) place.textContent = value
    if (what === 'overdue') place.classList.toggle('pser-deadline--overdue', value !== '0')
  }
}

function showCase(place, { version, others }) {
  const sentence = place.querySelector('[data-pser-others]')
  if (sentence.textContent !== others) sentence.textContent = others
  sentence.hidden = !others
  place.querySelector('[data-pser-changed]').hidden = version <= Number(place.dataset.version)
}
