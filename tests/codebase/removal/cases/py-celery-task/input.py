from celery import shared_task

from shop.analytics import posthog
from shop.mail import send_digest, send_v2


@shared_task(bind=True, max_retries=3)
def digest(self, user_ids):
    for user_id in user_ids:
        with self.lock(user_id):
            try:
                if posthog.feature_enabled("checkout-v2", user_id):
                    send_v2(user_id)
                    continue
                send_digest(user_id)
            except TimeoutError as error:
                raise self.retry(exc=error, countdown=60 if posthog.feature_enabled("checkout-v2", user_id) else 300)
        with self.trace("v2"):
            if posthog.feature_enabled("checkout-v2", user_id):
                self.count(user_id)
