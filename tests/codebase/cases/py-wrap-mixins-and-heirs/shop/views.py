from django.views.generic import FormView
from shop import constants
from shop.constants import Events, Flags
from shop.utils import tracking
from shop.utils.tracking import TrackMixin, flag_enabled, show_new_cart, track


class CartForm(TrackMixin, FormView):
    track_event = "v_form"

    def get_context_data(self, **kwargs):
        ctx = super().get_context_data(**kwargs)
        ctx["new"] = show_new_cart(self.request)
        ctx["old"] = flag_enabled(self.request, Flags.OLD)
        tracking.track(self.request, Events.CART, size=1)
        track(self.request, Events.PAID.value)
        track(self.request, event=constants.Events.PAID)
        return ctx


class EditForm(CartForm):
    track_event = "v_form_edit"
