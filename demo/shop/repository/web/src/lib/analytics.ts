import { posthog } from '@/lib/posthog';

/** Every event the web shop sends, with the properties it carries. */
export interface ShopEvents {
  cart_item_added: { sku: string; quantity: number };
  checkout_address_entered: { cart_id: string };
  checkout_completed: { cart_id: string };
  checkout_delivery_chosen: { options: number };
  checkout_review_shown: { cart_id: string };
  checkout_started: { cart_id: string; items: number; total_cents: number };
  coupon_applied: { code: string };
  delivery_slot_selected: { slot: 'morning' | 'evening' };
  gift_wrap_selected: { paper: string };
  newsletter_subscribed: { source: 'footer' | 'checkout' };
  order_completed: { order_id: string; total_cents: number };
  product_viewed: { sku: string; price_cents: number };
  search_performed: { query_length: number; results: number };
  stock_alert_requested: { sku: string };
}

export type ShopEvent = keyof ShopEvents;

export const CHECKOUT_STARTED = 'checkout_started';
export const ORDER_COMPLETED = 'order_completed';

/** Captures an event whose name and properties the compiler has checked. */
export function track<E extends ShopEvent>(event: E, properties: ShopEvents[E]): void {
  posthog.capture(event, properties);
}
