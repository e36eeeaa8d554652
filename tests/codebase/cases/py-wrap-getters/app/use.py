from app import g
from app.g import *
from app.g import Flags, FLAGS


async def go(u):
    direct(u)
    negated(u)
    booled(u)
    local(u)
    local_two(u)
    compared(u)
    is_true(u)
    or_false(u)
    tried(u)
    await awaited(u)
    conditional(u)
    anded(u)
    not_wrapper(u)
    if_true(u)
    fixed_event(u)
    hop(u)
    hop_neg(u)
    lam(u)
    cached(u)
    FLAGS.beta
    if g.FLAGS.gamma:
        pass
    Flags(u).method()
    Flags.static(u)
    payload(u)
    snap(u)
    from_all(u)
    mixed(u, "l-given")
    result(u)
    walrus(u)
    g.direct(u)
    handler = g.direct
    handler(u)
    x = g.direct


def typed(f: Flags):
    return f.beta and f.gamma
