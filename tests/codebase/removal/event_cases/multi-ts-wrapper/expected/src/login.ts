import { EVENTS } from './events'
import { track } from './track'

track(EVENTS.login)
