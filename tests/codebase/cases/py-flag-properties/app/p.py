import posthog

F = "const-prop"
posthog.capture("u", "pe", {"$feature/p-one": True})
posthog.capture("u", event="pf", properties={"$feature/p-two": "a", "x": 1})
posthog.capture("u", "$feature_flag_called", {"$feature_flag": "p-three", "$feature_flag_response": True})
props = {"$feature/p-four": 1}
posthog.capture("u", "pg", props)
posthog.capture("u", "ph", {f"$feature/{F}": 1})
posthog.capture("pi", distinct_id="u", properties={**props})
posthog.capture("u", "pj", {"$feature_flag": "not-called"})
d = {}
d["$feature/p-six"] = 1
posthog.capture("u", "pk", d)
posthog.capture("u", "pl", dict(props, x=1))
posthog.set_context_tag("$feature/x", 1)
