def report(user):
    return export(user)
