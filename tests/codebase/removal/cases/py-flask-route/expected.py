from flask import Blueprint, abort, g, jsonify

from shop.prices import price

bp = Blueprint("prices", __name__)


@bp.route("/price/<int:item_id>")
def show_price(item_id):
    item = g.items.get(item_id)
    if item is None:
        abort(404)
    amount = price(item)
    return jsonify(amount=amount, experiment="off")
