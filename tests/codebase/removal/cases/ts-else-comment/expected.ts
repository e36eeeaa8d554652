export function send(posthog: PostHog, invoice: Invoice) {
  // plain text is the default
  attach(invoice, text(invoice)) // no layout
  // sent by the nightly job
  queue(invoice)
}
