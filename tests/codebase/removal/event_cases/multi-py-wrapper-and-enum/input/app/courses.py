from app.events import Event
from app.tracking import track


def begin(user, course):
    track(user.id, Event.COURSE_BEGUN, course=course.id)


def finish(user, course):
    course.close()
    track(user.id, Event.COURSE_FINISHED, course=course.id)
