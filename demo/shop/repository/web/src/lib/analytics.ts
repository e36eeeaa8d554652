import { posthog } from '@/lib/posthog';

/** Every event the web shop sends, with the properties it carries. */
export interface ShopEvents {
  cart_item_added: { sku: string; quantity: number };
  checkout_started: { items: number; total_cents: number };
  order_completed: { order_id: string; total_cents: number };
  search_performed: { query: string; results: number };
  newsletter_subscribed: { source: 'footer' | 'checkout' };
}

export type ShopEvent = keyof ShopEvents;

export const CHECKOUT_STARTED = 'checkout_started';
export const ORDER_COMPLETED = 'order_completed';

/** Captures an event whose name and properties the compiler has checked. */
export function track<E extends ShopEvent>(event: E, properties: ShopEvents[E]): void {
  posthog.capture(event, properties);
}
