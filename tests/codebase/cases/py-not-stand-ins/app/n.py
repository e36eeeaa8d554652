"""Docs: posthog.capture("u", "p_doc"); posthog.feature_enabled("p-doc", "u")"""
import logging
import re
from unittest import mock
from unittest.mock import MagicMock, Mock, patch, AsyncMock

import amplitude
import analytics
import cv2
import ldclient
import mixpanel
import posthog
import segment.analytics as segment_analytics
import sentry_sdk
import statsd
from flagsmith import Flagsmith
from growthbook import GrowthBook
from ldclient import LDClient
from mixpanel import Mixpanel
from splitio import get_factory
from statsig import statsig
from UnleashClient import UnleashClient
from openfeature import api

# posthog.capture("u", "p_comment")
SQL = """
select posthog.capture("u", "p_sql")
"""
RE = re.compile(r"posthog\.capture\('p_regex'\)")
F = f'{1} posthog.capture("u", "p_fstring")'
log = logging.getLogger("posthog")
log.info("posthog.capture %s", "p_log")
log.capture("u", "p_log_capture")
ld = ldclient.get()
ld.variation("p-ld", {}, False)
ld.capture("u", "p_ld")
LDClient("x").feature_enabled("p-ld-enabled", "u")
mp = Mixpanel("t")
mp.track("u", "p_mixpanel")
mp.capture("u", "p_mp_capture")
analytics.track("u", "p_segment")
analytics.capture("u", "p_segment_capture")
segment_analytics.track("u", "p_segment2")
Flagsmith("x").get_flag("p-flagsmith")
GrowthBook().is_on("p-gb")
GrowthBook().get_feature_flag("p-gb2", "u")
statsig.check_gate("u", "p-statsig")
UnleashClient("a", "b").is_enabled("p-unleash")
unleash_client = UnleashClient("a", "b")
unleash_client.is_enabled("p-unleash2")
sentry_sdk.capture("p_sentry")
client = get_factory("x").client()
client.get_treatment("u", "p-split")
client.get_feature_flag("p-split2", "u")
cam = cv2.VideoCapture(0)
cam.capture("u", "p_cam")
of = api.get_client()
of.get_boolean_value("p-of", False)
posthog.identify("u", {"p": 1})
posthog.alias("a", "p_alias")
posthog.group_identify("company", "p_group")
posthog.set("u", {"x": "p_set"})
posthog.capture_exception(ValueError("p_exc"))
posthog.flush()


class Camera:
    posthog = None

    def capture(self, who, name):
        return name

    def feature_enabled(self, key, who):
        return key

    def track(self, name):
        return name

    def run(self):
        self.capture("u", "p_self_capture")
        self.feature_enabled("p-self-enabled", "u")
        self.track("p_self_track")


def track(name):
    posthog.capture("u", name)


Camera().track("p_method_not_function")
camera = Camera()
camera.track("p_method_not_function2")
unknown.track("p_unknown_track")
track("p_real")


def shadow(track):
    track("p_shadow_param")


def shadow2():
    def track(x):
        return x
    track("p_shadow_inner")


def shadow3():
    track = Camera().track
    track("p_shadow_local")


for track2 in [print]:
    track2("p_loop")

posthog_mock = MagicMock()
posthog_mock.capture("u", "p_magicmock")
fake_posthog = Mock()
fake_posthog.feature_enabled("p-mock", "u")


class FakePosthog:
    def capture(self, *a, **k):
        pass


fake = FakePosthog()
fake.capture("u", "p_fake")
posthog_fake = FakePosthog()
posthog_fake.capture("u", "p_fake2")
posthog.capture = lambda *a, **k: None
posthog.capture.assert_called_once_with("u", "p_assert")
callbacks = [posthog.capture, track]
register(posthog.capture)
register(track)
handlers = {"p_handler": track}
ph = object()


def typed(posthog: Camera, ph_client: "Camera"):
    posthog.capture("u", "p_typed_other")
    ph_client.capture("u", "p_typed_other2")


def doc():
    """
    >>> posthog.capture("u", "p_doctest")
    """
    pass


if False:
    "posthog.capture('p_str_stmt')"


class Events:
    capture = "p_attr"


Events.capture
print("posthog.feature_enabled('p-print')")
d = {"capture": "p_dict", "event": "p_dict_event"}
capture = d["capture"]
