export async function finish(job) {
  job.close()
  return job
}
