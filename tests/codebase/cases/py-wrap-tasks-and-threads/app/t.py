import celery
import dramatiq
import posthog
from celery import shared_task, Celery, Task
from rq.decorators import job

app = Celery()


@shared_task
def plain(user, event):
    posthog.capture(user, event)


@app.task
def app_task(event, user="u"):
    posthog.capture(user, event)


@app.task(bind=True, name="x")
def bound(self, event):
    posthog.capture("u", event)


@celery.shared_task(bind=True, autoretry_for=(Exception,))
def bound_kw(self, user_id, *, event_name, props=None):
    posthog.capture(user_id, event_name, props)


@dramatiq.actor
def actor(event):
    posthog.capture("u", event)


@dramatiq.actor(max_retries=3)
def actor_opts(user, event):
    posthog.capture(user, event)


class ClassTask(Task):
    name = "class_task"

    def run(self, event, user="u"):
        posthog.capture(user, event)


class_task = app.register_task(ClassTask())
direct_task = ClassTask()


def func(event, user="u"):
    posthog.capture(user, event)


def flag_func(key):
    return posthog.feature_enabled(key, "u")


async def afunc(event):
    posthog.capture("u", event)


class Svc:
    def send(self, user, event):
        posthog.capture(user, event)

    @staticmethod
    def static(event):
        posthog.capture("u", event)


svc = Svc()


@job("low")
def rq_job(event):
    posthog.capture("u", event)


@shared_task
def payload_task(data):
    posthog.capture(data["user"], data["event"])


@shared_task
def fixed_task():
    posthog.capture("u", "m_fixed")
