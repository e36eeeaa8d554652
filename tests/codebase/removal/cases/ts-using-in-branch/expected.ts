export function run(job: Job) {
  if (posthog.isFeatureEnabled('job-locks')) {
    using lock = take(job)
    prepare(lock)
  }
  start(job)
}
