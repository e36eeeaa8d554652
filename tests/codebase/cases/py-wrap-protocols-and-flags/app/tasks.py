from celery import shared_task
import posthog


@shared_task(name="app.tasks.notify", ignore_result=True)
def notify(event, user="u", **props):
    posthog.capture(user, event=event, properties=props)
