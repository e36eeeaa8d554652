import { PostHog } from 'posthog-node'

const posthog = new PostHog('phc_x')

export async function pay(invoice: Invoice) {
  await invoice.settle()
}

export function refund(invoice: Invoice) {
  posthog.capture({ distinctId: invoice.owner, event: 'invoice refunded' })
}
