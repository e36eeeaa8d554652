import * as LDClient from 'launchdarkly-js-client-sdk'
import { useFlag, useFlags } from 'launchdarkly-react-client-sdk'
import { UnleashClient } from 'unleash-proxy-client'
import { useFeatureFlag, useFeatureIsOn } from '@growthbook/growthbook-react'
import statsig from 'statsig-js'
import mixpanel from 'mixpanel-browser'
import * as amplitude from '@amplitude/analytics-browser'
import { AnalyticsBrowser } from '@segment/analytics-next'
import flagsmith from 'flagsmith'
import * as Sentry from '@sentry/react'
import { trace } from '@opentelemetry/api'
import { EventEmitter } from 'events'
import posthog from 'posthog-js'
const u = new UnleashClient({})
u.isEnabled('no_u')
LDClient.variation('no_ld')
useFeatureFlag('no_gb')
useFlag('no_flag')
statsig.checkGate('no_st')
mixpanel.track('no_mp')
amplitude.track('no_amp')
const a = AnalyticsBrowser.load({})
a.track('no_seg')
flagsmith.hasFeature('no_fs')
Sentry.captureException(new Error('x'))
Sentry.captureMessage('no_msg')
new EventEmitter().emit('no_emit')
el.addEventListener('click', f, { capture: true })
document.addEventListener('no_doc', h, true)
camera.capture('no_cam')
queue.Enqueue('no_q')
class Flags { isFeatureEnabled(k: string) { return true } getFeatureFlag(k) { return 1 } }
new Flags().isFeatureEnabled('no_own')
function isFeatureEnabled(k: string) { return false }
isFeatureEnabled('no_fn')
const client = createClient()
client.getFeatureFlag('no_client')
posthog.identify('no_id', { email: 'x' })
posthog.alias('no_al')
posthog.group('no_g', 'x')
posthog.register({ no_r: 1 })
posthog.setPersonProperties({ a: 1 })
posthog.captureException(new Error('no_e'))
posthog.reset()
posthog.reloadFeatureFlags()
posthog.people.set({ a: 1 })
posthog.debug()
posthog.opt_out_capturing()
posthog.startSessionRecording()
posthog.screen('no_screen')
posthog.page('no_page')
posthog.setPersonPropertiesForFlags({ x: 1 })
logger.info("posthog.capture('no_str')")
const s = `posthog.capture('no_tpl')`
// posthog.capture('no_comment')
/* posthog.isFeatureEnabled('no_block') */
const re = /posthog.capture\('no_re'\)/
const p = { capture: true, event: 'no_prop' }
