def save(posthog, user, row):
    try:
        with lock(row):
            write(row)
    except OSError as error:
        log(error)
    except ValueError:
        pass
    else:
        done(row)
    finally:
        close(row)
