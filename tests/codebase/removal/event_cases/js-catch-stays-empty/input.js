import posthog from 'posthog-js'

export function run(job) {
  try {
    job.sync()
  } catch {
    posthog.capture('sync failed')
  }
}
