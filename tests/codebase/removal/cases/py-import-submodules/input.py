import json
import themes.dark
import themes.light as light
from . import old
from .. import shared as common


def theme(posthog, user):
    if posthog.feature_enabled("night-mode", user.id):
        return themes.dark.of(user, common)
    return light.of(user, json, old)
