import posthog from 'posthog-js'
import { useFeatureFlagEnabled } from 'posthog-js/react'
import { isOn, isOff, arrow, viaLocal, awaited, dflt, cmp, both, Flags, flags, boo, useBeta, isTwice, obj, tern, opt } from './fx'
if (isOn()) {}
isOff()
arrow()
viaLocal()
await awaited()
dflt()
cmp()
boo()
const b = useBeta()
isTwice()
flags.beta
flags.dark()
obj.x()
tern()
function handler() { posthog.capture('fx_event') }
handler()
opt()
