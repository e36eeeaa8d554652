from app.tracking import told


def finish(user, course):
    told(user)
    course.message = told(user)
