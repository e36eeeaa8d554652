from shop.labels import new_text, old_text


def label(posthog, user):
    return {
        "test": new_text,  # the long one
        "control": old_text,
    }.get(posthog.get_feature_flag("button-text", user.id), user.text)
