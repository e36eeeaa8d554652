import posthog from 'posthog-js'
import { PostHog } from 'posthog-node'
const c = new PostHog('t')
const event = 'a_short'
const base = { distinctId: '1', event: 'a_base' }
c.capture({ event, distinctId: '1' })
c.capture({ 'event': 'a_q', distinctId: '1' })
c.capture({ ['event']: 'a_c', distinctId: '1' })
c.capture({ ...base, event: 'a_over' })
c.capture({ event: 'a_lost', ...base })
c.capture(base)
c.capture({ ...base })
c.capture({ distinctId: '1', properties: { event: 'a_never' }, event: 'a_top' })
c.capture({ distinctId: '1', properties: { event: 'a_never2' } })
const msg = { distinctId: '1', event: 'a_msg' }
msg.distinctId = '2'
c.capture(msg)
const late: any = { distinctId: '1' }
late.event = 'a_late'
c.capture(late)
c.isFeatureEnabled('a_flag', 'id')
c.getFeatureFlag('a_f2', 'id', { groups: {} })
c.getRemoteConfigPayload('a_rc')
posthog.capture('$pageview')
posthog.capture('a_p', { event: 'no', $set: {} }, { send_instantly: true })
posthog.getFeatureFlagPayload('a_pl')
posthog.getFeatureFlagResult('a_r')
posthog.capture() 
