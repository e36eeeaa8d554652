import themes


def theme(user):
    return themes.dark
