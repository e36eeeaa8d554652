import { track } from './mine'
import { track as other } from 'mixpanel-browser'
import { Tracker } from './third'
track('cl_1')
other('cl_no1')
new Tracker().track('cl_no2')
function x(track: (e: string) => void) { track('cl_no3') }
function y() { const track = (e: string) => console.log(e); track('cl_no4') }
queue.track('cl_no5')
class Z { track(e: string) {} go() { this.track('cl_no6'); track('cl_2') } }
const o = { track }
o.track('cl_3')
