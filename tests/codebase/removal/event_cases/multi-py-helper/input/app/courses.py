from app.tracking import LIMIT, course_finished


def finish(user, course):
    if user.courses > LIMIT:
        course_finished(user, course)
    course.close()
