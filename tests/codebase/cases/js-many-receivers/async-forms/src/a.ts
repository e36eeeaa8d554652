import posthog from 'posthog-js'
async function load() { const { default: ph } = await import('posthog-js'); return ph }
load().then((ph) => ph.capture('maf_1'))
const p = load()
p.then((x) => { x.capture('maf_2') })
;(async () => { (await p).capture('maf_3') })()
Promise.all([load(), 1]).then(([ph]) => ph.capture('maf_4'))
const [ph5] = await Promise.all([load()])
ph5.capture('maf_5')
setTimeout(() => posthog.capture('maf_6'), 10)
queueMicrotask(() => { posthog.capture('maf_7') })
