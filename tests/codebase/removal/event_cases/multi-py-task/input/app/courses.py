from app.tasks import track


def finish(user, course):
    track.delay(user.id, "course finished")
    course.close()


def begin(user):
    track.delay(user.id, "course begun")
