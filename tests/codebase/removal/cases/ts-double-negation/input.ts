export function plan(posthog: PostHog, job: Job): Step[] {
  const fast = !!posthog.isFeatureEnabled('fast-path')
  const steps: Step[] = []

  // shortcut for small jobs
  if (fast && job.small) {
    steps.push(shortcut(job))
  }

  // the flags have not loaded
  if (posthog.isFeatureEnabled('fast-path') == null) {
    steps.push(wait())
  }

  if ((posthog.isFeatureEnabled('fast-path') as boolean) === true) steps.push(warm(job))
  if (posthog.isFeatureEnabled('fast-path') !== true) steps.push(run(job))
  return steps
}
