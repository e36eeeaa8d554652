export function plan(posthog: PostHog, job: Job): Step[] {
  const steps: Step[] = []

  steps.push(run(job))
  return steps
}
