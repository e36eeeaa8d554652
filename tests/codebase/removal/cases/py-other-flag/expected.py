def report(client, user):
    start(user)
    if client.feature_enabled("report-v2", user.id):
        return export(user)
    return draw(user)
