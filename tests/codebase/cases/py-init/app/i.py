import os
import posthog
import posthog as hog
from posthog import Posthog
from .conf import TOKEN

posthog.api_key = "phc_module"
posthog.project_api_key = "phc_project"
hog.api_key = TOKEN
posthog.api_key = os.environ["X"]
posthog.host = "https://x"
posthog.personal_api_key = "phx_secret"
posthog.disabled = True
Posthog("phc_pos")
Posthog(project_api_key="phc_kw", host="x")
Posthog(os.environ["X"])
Posthog(api_key="phc_api")
client = posthog.Client(TOKEN, host="x")


class Config:
    def ready(self):
        import posthog
        posthog.api_key = "phc_ready"


other.api_key = "phc_other"


def setup(settings):
    posthog.api_key = settings.KEY


