def label(posthog, user):
    return "Checkout"
