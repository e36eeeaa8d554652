export function send(posthog: PostHog, invoice: Invoice) {
  // how it leaves the house
  attach(invoice, pdf(invoice))
  queue(invoice)
}
