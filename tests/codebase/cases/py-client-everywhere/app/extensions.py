from posthog import Posthog

hog = Posthog("phc_abc")
starred_client = hog


def get_hog():
    return hog
