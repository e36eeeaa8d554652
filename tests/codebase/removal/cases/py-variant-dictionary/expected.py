def label(posthog, user):
    text = "Buy now"
    color = user.color
    size = 12
    show = show_new
    return show(text, color, size)
