import posthog from 'posthog-js'

export function failed(job) {
  try {
    posthog.capture('sync failed', { job: job.id })
  } finally {
    job.retry()
  }
}
