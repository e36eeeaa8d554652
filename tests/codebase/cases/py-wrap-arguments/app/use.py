import asyncio
from enum import Enum
from types import SimpleNamespace
from app import w
from app.w import *


class Ev(str, Enum):
    X = "j_enum"
    Y = "j_enum_two"


kw_only(event="j_kw", user=1)
kw_only(user=1, event="j_kw2")
star("u", "j_star")
star(distinct_id="u", event="j_star_kw")
star("j_star_single", distinct_id="u")
kwargs_only(event="j_kwargs", distinct_id="u")
kwargs_only(**{"event": "j_kwargs_splat"})
star_tail(1, "j-tail", "u")
star_tail(1, key="j-tail-kw", distinct_id="u")
payload({"event": "j_payload", "x": 1})
P = {"event": "j_payload_const"}
payload(P)
payload(payload={"event": "j_payload_kw"})
payload(dict(event="j_payload_dict"))
payload_get({"user": 1, "event": "j_get"})
nested_payload({"data": {"name": "j_nested"}})
obj(SimpleNamespace(event_name="j_obj"))
prefix("cart", "opened")
prefix(area="x", verb="y")
prefix2("two")
prefix3("three")
prefix4("four")
table("open")
table_get("close")
table_local("a")


def unk(kind):
    table(kind)
    prefix("cart", kind)


send("j_lambda")
w.send("j_lambda_mod", x=1)
pre("j_partial")
pre_kw("j_partial_kw")
pre_flag("j-partial-flag")
bound("u", "j_bound")
bound_flag("j-bound-flag", "u")
hop1("j_hop")
hop2("j_hop2")
hop3("u", "j_hop3")
deep("j_deep")
track_cart("added")
maker("wish_")("removed")
curried("j_curried")("u")
rec("j_rec")
mutual_a("j_mutual")
default_flag()
default_flag("j-given")
default_none()
default_none("j_none_given")
both("j-both", "j_both")
two_flags("j-f1", "j-f2")
typed("j_lit_a")
asyncio.run(acap("j_run"))
reassigned("j_reassigned")
conditional("j_conditional")
enumed(Ev.X)
str_enumed(Ev.Y)
either(None, "j_either")
either("j_either_a", "j_either_b")
defaulted_dict({"event": "j_opts"})
many(["j_m1", "j_m2"])
starred(1, "j_s1", "j_s2")
decorated("j_decorated")
over("j_over")
walrus("j_walrus")
stripped("j_not_stripped")
for name in ("j_loop1", "j_loop2"):
    hop1(name)
hop1(Ev.X.value)
hop1(f"{Ev.X.value}_more")


class Model:
    def save(self):
        hop1("j_in_method")

    @staticmethod
    def hop1(x):
        pass


Model.hop1("j_not_static")
Model().hop1("j_not_method")
other.hop1("j_not_other")
def req(request):
    hop1(request.data["event"])
    hop1("known" if request else request.x)
