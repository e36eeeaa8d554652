import { posthog } from '@/lib/posthog';
import type { CartLine } from '@/lib/types';

const RESTOCKING_SHARE = 0.1;

/** What a customer gets back: the price less what putting it on the shelf again costs. */
export function refundCents(lines: CartLine[]): number {
  const paid = lines.reduce((sum, line) => sum + line.product.priceCents * line.quantity, 0);
  return Math.round(paid * (1 - RESTOCKING_SHARE));
}

function announceReturn(orderId: string, refund: number): void {
  posthog.capture('return_announced', { order_id: orderId, refund_cents: refund });
}
