import json
import themes.light as light
from . import old


def theme(posthog, user):
    return light.of(user, json, old)
