from django.views.generic import ListView

from shop.models import Order, OrderV2


class OrderList(ListView):
    paginate_by = 20

    def get_queryset(self):
        return Order.objects.filter(user=self.request.user).order_by("-id")

    def get_template_names(self):
        return ["orders/list.html"]

    def _v2_orders(self):
        return OrderV2.objects.all()
