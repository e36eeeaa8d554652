export function send(posthog: PostHog, invoice: Invoice) {
  if (posthog.isFeatureEnabled('invoice-pdf')) { // rolled out in May
    attach(invoice, pdf(invoice))
  }
  // plain text is the default
  else {
    attach(invoice, text(invoice)) // no layout
    // sent by the nightly job
  } // end of format
  queue(invoice)
}
