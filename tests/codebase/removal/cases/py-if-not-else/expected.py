def render(posthog, invoice):
    # how an invoice is drawn
    # the new engine, since May
    page = draw_new(invoice)
    page.sign()
    return page
