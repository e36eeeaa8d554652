def poll(posthog, job):
    job.start()
    # until it is done
    while posthog.feature_enabled("keep-polling", job.user_id):
        job.step()
        sleep(1)
    # at most ten times
    while not posthog.feature_enabled("keep-polling", job.user_id) and job.tries < 10:
        job.retry()
    job.stop()
