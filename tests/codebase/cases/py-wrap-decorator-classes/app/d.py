import contextlib
import functools
from contextlib import ContextDecorator, asynccontextmanager, contextmanager
from functools import wraps

import posthog


def flag_required(key, *, redirect=None):
    def decorator(fn):
        @wraps(fn)
        def inner(*args, **kwargs):
            if not posthog.feature_enabled(key, "u"):
                return None
            return fn(*args, **kwargs)
        return inner
    return decorator


def tracked(event_name="n_default", **extra):
    def decorator(fn):
        @functools.wraps(fn)
        async def inner(*args, **kwargs):
            result = await fn(*args, **kwargs)
            posthog.capture("u", event=event_name, properties=extra)
            return result
        return inner
    return decorator


class Track:
    def __init__(self, event):
        self.event = event

    def __call__(self, fn):
        @functools.wraps(fn)
        def inner(*a, **k):
            posthog.capture("u", self.event)
            return fn(*a, **k)
        return inner


class Gate(ContextDecorator):
    def __init__(self, key):
        self._key = key

    def __enter__(self):
        self.on = posthog.feature_enabled(self._key, "u")
        return self

    def __exit__(self, *exc):
        return False


@contextmanager
def timed(name):
    try:
        yield
    finally:
        posthog.capture("u", f"{name}_timed")


@contextlib.contextmanager
def dotted(name):
    posthog.capture("u", name)
    yield name


@asynccontextmanager
async def atimed(name, *, user="u"):
    yield
    posthog.capture(user, name)


class AsyncSpan:
    def __init__(self, event):
        self.event = event

    async def __aenter__(self):
        posthog.capture("u", self.event)
        return self

    async def __aexit__(self, *exc):
        pass


def optional(fn=None, *, event="n_optional"):
    def decorator(f):
        def inner(*a):
            posthog.capture("u", event)
            return f(*a)
        return inner
    return decorator(fn) if fn else decorator


class Decorators:
    @staticmethod
    def flag(key):
        def deco(fn):
            def inner(*a):
                if posthog.feature_enabled(key, "u"):
                    return fn(*a)
            return inner
        return deco


def fixed(fn):
    def inner(*a):
        posthog.capture("u", "n_fixed")
        return fn(*a)
    return inner


def named_by_function(fn):
    def inner(*a):
        posthog.capture("u", fn.__name__)
        return fn(*a)
    return inner


class View:
    flag_key = None

    @classmethod
    def gate(cls, key):
        return flag_required(key)


class FlagMixin:
    flag_name: str = ""

    def dispatch(self, request):
        if not posthog.feature_enabled(self.flag_name, request.user):
            raise Exception


tracked_open = tracked("n_prebuilt")
