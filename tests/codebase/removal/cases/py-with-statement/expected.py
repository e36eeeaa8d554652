def save(posthog, user, path):
    with open(path) as file:
        return file.read()
    return None
