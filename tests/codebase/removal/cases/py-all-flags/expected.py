def report(client, user):
    flags = client.get_all_flags(user.id)
    return export(user) if flags["report-v2"] else draw(user)
