import posthog
from django.conf import settings
from shop import constants


def track(request, event, **props):
    if settings.DEBUG:
        return
    posthog.capture(request.user.pk, event, props)


def flag_enabled(request, flag):
    if not request.user.is_authenticated:
        return False
    return posthog.feature_enabled(flag, str(request.user.pk))


def show_new_cart(request):
    return flag_enabled(request, constants.Flags.NEW_CART)


class TrackMixin:
    track_event = None

    def form_valid(self, form):
        track(self.request, self.get_event())
        return super().form_valid(form)

    def get_event(self):
        return self.track_event
