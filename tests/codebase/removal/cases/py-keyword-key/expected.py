def report(client, user, org):
    return export(user)
