def finish(user, course):
    course.close()
