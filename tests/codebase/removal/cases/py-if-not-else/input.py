def render(posthog, invoice):
    # how an invoice is drawn
    if not posthog.feature_enabled("new-invoice", invoice.account_id):
        # the old engine
        page = draw_old(invoice)
    # the new engine, since May
    else:
        page = draw_new(invoice)
        page.sign()
    return page
