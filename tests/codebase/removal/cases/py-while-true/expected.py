def poll(posthog, job):
    while posthog.feature_enabled("keep-polling", job.user_id):
        job.step()
