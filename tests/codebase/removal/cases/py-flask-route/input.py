from flask import Blueprint, abort, g, jsonify

from shop.analytics import posthog
from shop.prices import bold_price, price, test_price

bp = Blueprint("prices", __name__)


@bp.route("/price/<int:item_id>")
def show_price(item_id):
    item = g.items.get(item_id)
    if item is None:
        abort(404)
    variant = posthog.get_feature_flag("checkout-v2", g.user.id)
    if variant == "test":
        amount = test_price(item)
    elif variant == "bold":
        amount = bold_price(item)
    elif variant in ("control", None):
        amount = price(item)
    else:
        abort(500)
    return jsonify(amount=amount, experiment="on" if variant and variant != "control" else "off")
