import posthog from 'posthog-js'
type Action = { type: 'open'; id: string } | { type: 'close' }
function reducer(a: Action) {
  switch (a.type) {
    case 'open': posthog.capture('msw_open', { id: a.id }); break
    case 'close': posthog.capture('msw_close'); break
  }
}
reducer({ type: 'open', id: '1' })
