import asyncio
import posthog
import threading
import functools
from concurrent.futures import ThreadPoolExecutor
from celery import chain, group, chord, signature
from threading import Thread, Timer
from multiprocessing import Process
from starlette.background import BackgroundTask, BackgroundTasks
from starlette.concurrency import run_in_threadpool
import anyio
import django_rq
from asgiref.sync import sync_to_async
from app import t
from app.t import *
from app.t import svc

E = "m_const"
plain.delay("u", "m_delay")
plain.delay("u", event="m_delay_kw")
plain.delay(user="u", event=E)
plain.apply_async(("u", "m_async_tuple"))
plain.apply_async(["u", "m_async_list"], countdown=3)
plain.apply_async(("u",), {"event": "m_async_mixed"})
plain.apply_async(args=("u", "m_async_args"))
plain.apply_async(args=["u"], kwargs={"event": "m_async_kwargs"})
plain.apply_async(kwargs=dict(user="u", event="m_async_dict"))
plain.apply_async((1, E), queue="x")
plain.s("u", "m_s").delay()
plain.si("u", "m_si").apply_async()
plain.s("u", "m_s_only")
chain(plain.s("u", "m_chain1"), plain.si("u", "m_chain2"))()
group(plain.s("u", "m_group"))
plain.signature(("u", "m_signature"))
plain("u", "m_direct")
plain.apply(("u", "m_apply"))
app_task.delay("m_app")
bound.delay("m_bound")
bound.apply_async(("m_bound_async",))
bound("m_bound_direct")
bound_kw.delay(1, event_name="m_bound_kw")
bound_kw.apply_async(kwargs={"user_id": 1, "event_name": "m_bound_kwargs"})
bound.s("m_bound_s")
t.bound.delay(event="m_bound_mod")
actor.send("m_actor")
actor_opts.send("u", "m_actor_opts")
actor_opts.send(user="u", event="m_actor_kw")
actor.send_with_options(args=("m_swo",), delay=3)
class_task.delay("m_class")
direct_task.delay("m_class_direct")
ClassTask().delay("m_class_new")
ClassTask().apply_async(args=["m_class_async"])
direct_task.s("m_class_s")
queue.enqueue(func, "m_enqueue")
queue.enqueue(func, event="m_enqueue_kw")
queue.enqueue(func, args=("m_enqueue_args",))
queue.enqueue(func, kwargs={"event": "m_enqueue_kwargs"})
queue.enqueue_in(5, func, "m_enqueue_in")
queue.enqueue_at(5, func, "m_enqueue_at")
django_rq.enqueue(func, "m_django")
rq_job.delay("m_rq")
background.add_task(func, "m_bg")
background.add_task(func, event="m_bg_kw")
background.add_task(svc.send, "u", "m_bg_method")
BackgroundTask(func, "m_bg_task")
background_tasks.add_task(t.func, E)
pool.submit(func, "m_submit")
pool.submit(Svc().send, "u", event="m_submit_kw")
pool.map(func, ["m_map1", "m_map2"])
Thread(target=func, args=("m_thread",)).start()
threading.Thread(target=func, kwargs={"event": "m_thread_kw"}).start()
Thread(target=lambda: func("m_thread_lambda"))
Timer(3, func, args=["m_timer"])
Timer(3, func, ["m_timer_pos"])
Process(target=func, args=("m_process",))


async def go(loop):
    await asyncio.to_thread(func, "m_to_thread")
    await asyncio.to_thread(svc.send, "u", "m_to_thread_method")
    await loop.run_in_executor(None, func, "m_executor")
    await loop.run_in_executor(None, functools.partial(func, "m_executor_partial"))
    await loop.run_in_executor(None, lambda: func("m_executor_lambda"))
    asyncio.create_task(afunc("m_create_task"))
    asyncio.ensure_future(afunc("m_ensure"))
    loop.create_task(afunc("m_loop_task"))
    await asyncio.gather(afunc("m_gather1"), afunc("m_gather2"))
    async with asyncio.TaskGroup() as tg:
        tg.create_task(afunc("m_tg"))
    await run_in_threadpool(func, "m_threadpool")
    await sync_to_async(func)("m_sync_to_async")
    await anyio.to_thread.run_sync(func, "m_anyio")
    loop.call_soon(func, "m_call_soon")
    loop.call_later(5, func, "m_call_later")
    loop.call_soon_threadsafe(func, "m_soon_ts")
    if await asyncio.to_thread(flag_func, "m-flag-thread"):
        pass
    atexit.register(func)
    callbacks = [func]
    transaction.on_commit(lambda: plain.delay("u", "m_on_commit"))
    transaction.on_commit(functools.partial(plain.delay, "u", "m_on_commit_partial"))
    payload_task.delay({"user": 1, "event": "m_payload"})
    payload_task.apply_async(kwargs={"data": {"user": 1, "event": "m_payload_kw"}})
    fixed_task.delay()
    asyncio.run(afunc("m_run"))
    loop.run_until_complete(afunc("m_ruc"))


def unknown(request):
    plain.delay("u", request.event)
    queue.enqueue(other, "m_not_other")
    other.delay("m_not_delay")


async def direct(pool, background, loop):
    pool.submit(posthog.capture, "u", "m_sdk_submit")
    background.add_task(posthog.capture, "u", event="m_sdk_bg")
    await asyncio.to_thread(posthog.feature_enabled, "m-sdk-flag", "u")
    await loop.run_in_executor(None, posthog.capture, "u", "m_sdk_exec")
    Thread(target=posthog.capture, args=("u", "m_sdk_thread"))
    Thread(target=posthog.capture, kwargs={"distinct_id": "u", "event": "m_sdk_kwargs"})


def later(event):
    pool.submit(func, event)


def later_task(event):
    app_task.delay(event)


async def later_thread(event):
    await asyncio.to_thread(posthog.capture, "u", event)


def later_start(event):
    threading.Thread(target=func, args=(event,), daemon=True).start()


later("m_later")
later_task("m_later_task")
asyncio.run(later_thread("m_later_thread"))
later_start("m_later_start")
