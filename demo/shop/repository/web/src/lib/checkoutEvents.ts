import { track } from '@/lib/analytics';
import type { CheckoutStep } from '@/lib/checkout';
import type { Cart } from '@/lib/types';

/** Tells which step of the checkout a customer is through with, whatever the page looks like. */
export function reportStep(step: CheckoutStep, cart: Cart): void {
  switch (step) {
    case 'address':
      track('checkout_address_entered', { cart_id: cart.id });
      break;
    case 'delivery':
      track('checkout_delivery_chosen', { options: cart.lines.length });
      break;
    case 'payment':
      track('checkout_review_shown', { cart_id: cart.id });
      break;
  }
}
