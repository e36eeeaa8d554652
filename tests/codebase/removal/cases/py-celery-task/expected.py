from celery import shared_task

from shop.mail import send_digest


@shared_task(bind=True, max_retries=3)
def digest(self, user_ids):
    for user_id in user_ids:
        with self.lock(user_id):
            try:
                send_digest(user_id)
            except TimeoutError as error:
                raise self.retry(exc=error, countdown=300)
        with self.trace("v2"):
            pass
