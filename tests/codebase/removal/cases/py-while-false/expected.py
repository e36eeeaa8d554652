def poll(posthog, job):
    job.start()
    # at most ten times
    while job.tries < 10:
        job.retry()
    job.stop()
