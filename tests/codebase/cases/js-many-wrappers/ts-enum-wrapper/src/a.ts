import { Events } from './events'
import { track, trackAll } from './track'
track(Events.Open)
track(Events['Close'])
trackAll([Events.Open, Events.Close])
const pick = x ? Events.Open : Events.Close
track(pick)
