from openfeature import api
from openfeature_provider_posthog import PostHogProvider
from posthog import Posthog

api.set_provider(PostHogProvider(Posthog("phc")))
