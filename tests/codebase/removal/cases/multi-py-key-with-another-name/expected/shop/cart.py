def total(client, user):
    return user.total - user.gifts
