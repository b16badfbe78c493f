// Enhances pages that work without it. Whatever is missing on a page is skipped.
import { components } from './components.js'
import { guardForms } from './once.js'
import { support } from './support.js'
import { uploads } from './upload.js'

// Run for every body: an upload that is refused puts a new one in place.
function start() {
  support()
  components()
  uploads(start)
}

start()
guardForms()
