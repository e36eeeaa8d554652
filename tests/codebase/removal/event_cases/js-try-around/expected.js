export function failed(job) {
  job.retry()
}
