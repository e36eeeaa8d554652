import { PostHog } from 'posthog-node'
const ph = new PostHog('t')
function send(msg: { distinctId: string; event: string }) { ph.capture(msg) }
function send2(msg: any) { ph.capture({ ...msg, properties: {} }) }
function send3(id: string, event: string, properties = {}) { ph.capture({ distinctId: id, event, properties }) }
function send4(id: string, event: string) { ph.capture({ distinctId: id, event: `srv_${event}` }) }
send({ distinctId: '1', event: 'n_1' })
send2({ distinctId: '1', event: 'n_2' })
send3('1', 'n_3')
send4('1', 'four')
