export function run(job) {
  try {
    job.sync()
  } catch {
  }
}
