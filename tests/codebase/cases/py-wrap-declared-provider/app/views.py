from app.pick import switches

EXPORT = "bulk-export"


def page(user):
    held = switches()
    if held.on_for(EXPORT, user):
        return "export"
    if held.on("plain-page", user.id):
        return "plain"
    return held.variant("page-layout", user.id)
