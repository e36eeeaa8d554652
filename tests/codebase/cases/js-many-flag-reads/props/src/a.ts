import posthog from 'posthog-js'
import { PostHog } from 'posthog-node'
posthog.capture('pr_ev', { '$feature/pr_1': true, ['$feature/pr_2']: 'x' })
posthog.capture('$feature_flag_called', { $feature_flag: 'pr_3', $feature_flag_response: true })
posthog.register({ '$feature/pr_4': 'x' })
new PostHog('t').capture({ distinctId: '1', event: 'pr_5', properties: { '$feature/pr_6': 1 } })
posthog.capture('pr_7', { $feature_flag: 'no_pr' })
posthog.capture('pr_8', { [`$feature/${x}`]: 1 })
posthog.capture('pr_9', { ...{ '$feature/pr_10': 1 } })
posthog.setPersonProperties({ '$feature/no_pr2': 1 })
const props = { '$feature/pr_11': 1 }
posthog.capture('pr_12', props)
