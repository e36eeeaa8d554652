import posthog from 'posthog-js'

export function failed(job) {
  job.retry()
  try {
    posthog.capture('sync failed', { job: job.id })
  } catch (error) {
    console.error('not told', error)
  }
}
