import os


def report(user):

    os.sync()


    draw(user)

    for row in user.rows:
        show(row)
    done(user)
