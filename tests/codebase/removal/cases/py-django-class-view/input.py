from django.views.generic import ListView

from shop.analytics import client
from shop.models import Order, OrderV2


class OrderList(ListView):
    paginate_by = 20

    def get_queryset(self):
        if client.feature_enabled("checkout-v2", self.request.user.pk):
            return self._v2_orders()
        return Order.objects.filter(user=self.request.user).order_by("-id")

    def get_template_names(self):
        if client.feature_enabled("checkout-v2", self.request.user.pk):
            return ["orders/v2.html"]
        else:
            return ["orders/list.html"]

    def _v2_orders(self):
        return OrderV2.objects.all()
