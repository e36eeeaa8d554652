from .b import bee, NAME
import posthog
def ay(e):
    posthog.capture("u", e)
OTHER = NAME
bee(OTHER)
