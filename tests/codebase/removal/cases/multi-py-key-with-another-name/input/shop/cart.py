from shop.flags import GIFT_CARDS, REFUNDS


def total(client, user):
    if client.feature_enabled(GIFT_CARDS, user.id) and client.feature_enabled(REFUNDS, user.id):
        return user.total - user.gifts
    return user.total
