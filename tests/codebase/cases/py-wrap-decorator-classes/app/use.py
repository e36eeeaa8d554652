from contextlib import ExitStack
from app import d
from app.d import AsyncSpan, Decorators, FlagMixin, Gate, Track, View, atimed, dotted, fixed, flag_required, timed, tracked, tracked_open, optional, named_by_function

KEY = "n-const"


@flag_required("n-flag")
def a(): ...


@flag_required(KEY, redirect="/")
@tracked("n_tracked", size=1)
async def b(): ...


@tracked()
async def c(): ...


@tracked(event_name="n_kw")
async def c2(): ...


@Track("n_class")
def e(): ...


@Gate("n-gate-deco")
def f(): ...


@d.flag_required(key="n-mod")
def g(): ...


@Decorators.flag("n-static")
def h(): ...


@fixed
def i(): ...


@optional(event="n_optional_given")
def j(): ...


@tracked_open
async def k(): ...


@named_by_function
def l(): ...


class Cls:
    @flag_required("n-method")
    def m(self): ...

    @Track(event="n_class_method")
    def n(self): ...


def use():
    with timed("n"):
        pass
    with dotted("n_dotted") as x, Gate("n-gate"):
        pass
    with d.timed("m") as y:
        pass
    with ExitStack() as stack:
        stack.enter_context(dotted("n_stack"))
    decorated = flag_required("n-manual")(use)
    gate = Gate("n-gate-var")
    with gate:
        pass


async def ause():
    async with atimed("n_async"):
        pass
    async with atimed("n_async_kw", user="x"), AsyncSpan("n_span"):
        pass


class Page(FlagMixin):
    flag_name = "n-mixin"
