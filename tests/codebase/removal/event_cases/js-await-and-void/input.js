import posthog from 'posthog-js'

export async function finish(job) {
  await posthog.capture('export finished', { id: job.id })
  job.close()
  void posthog.capture('export finished')
  window.posthog?.capture('export finished', { rows: `${job.rows}` })
  return job
}
