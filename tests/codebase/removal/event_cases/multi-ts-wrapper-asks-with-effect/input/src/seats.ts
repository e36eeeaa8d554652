import { track } from './track'

track('seat added')
