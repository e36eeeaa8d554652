def report(client, user):
    if client.feature_enabled("report-v2", user.id):
        return export(user, client.get_feature_flag_payload("report-v2", user.id))
    return draw(user)
