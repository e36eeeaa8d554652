from celery import shared_task
from posthog import Posthog

client = Posthog("phc_x")


@shared_task
def track(user_id, event):
    client.capture(user_id, event)
