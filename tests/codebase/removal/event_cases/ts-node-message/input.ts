import { PostHog } from 'posthog-node'

const posthog = new PostHog('phc_x')

export async function pay(invoice: Invoice) {
  await invoice.settle()
  posthog.capture({
    distinctId: invoice.owner,
    event: 'invoice paid',
    properties: { amount: invoice.amount },
  })
}

export function refund(invoice: Invoice) {
  posthog.capture({ distinctId: invoice.owner, event: 'invoice refunded' })
}
