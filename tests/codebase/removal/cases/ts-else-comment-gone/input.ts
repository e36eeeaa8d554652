export function send(posthog: PostHog, invoice: Invoice) {
  // how it leaves the house
  if (posthog.isFeatureEnabled('invoice-pdf')) {
    attach(invoice, pdf(invoice))
  }
  // plain text is the default
  else {
    attach(invoice, text(invoice))
  }
  queue(invoice)
}
