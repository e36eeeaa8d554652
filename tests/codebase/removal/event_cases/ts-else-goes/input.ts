import posthog from 'posthog-js'

export function change(plan: Plan) {
  if (plan.free) {
    plan.reset()
  } else {
    posthog.capture('plan changed')
  }
  if (plan.due) {
    plan.charge()
  } else if (plan.paid) {
    posthog.capture('plan changed')
  }
}
