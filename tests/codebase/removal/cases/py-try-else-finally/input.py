def save(posthog, user, row):
    safe = posthog.feature_enabled("safe-write", user.id)
    try:
        if safe:
            with lock(row):
                write(row)
        else:
            write(row)
    except OSError as error:
        if not safe:
            raise
        log(error)
    except ValueError:
        if not safe:
            log("old")
    else:
        if safe:
            done(row)
    finally:
        if not safe:
            flush()
        close(row)
