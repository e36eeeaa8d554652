from themes import dark


def theme(user):
    return dark(user)
