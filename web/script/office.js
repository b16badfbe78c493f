// What the pages of the office have beyond those of citizens. They work without it.
import { keys } from './keys.js'
import { live } from './live.js'

keys()
live()
