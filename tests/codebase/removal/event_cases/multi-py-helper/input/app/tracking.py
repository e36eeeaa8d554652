import posthog

COURSE_FINISHED = "course finished"
LIMIT = 3


def course_finished(user, course):
    """Tell that a course is finished."""
    posthog.capture(user.id, COURSE_FINISHED, {"course": course.id})
