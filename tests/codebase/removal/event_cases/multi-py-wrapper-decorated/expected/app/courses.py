from app.tracking import track


def finish(user):
    track(user.id, "course finished")
