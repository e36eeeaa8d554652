import { posthog } from '@/lib/posthog';

const CHECKOUT_COPY = 'checkout-copy';

/** The words on the button that places the order. */
export function payButtonLabel(total: string): string {
  return posthog.getFeatureFlag(CHECKOUT_COPY) === 'short'
    ? `Pay ${total}`
    : `Place your order and pay ${total} securely`;
}

/** How a price is shown on a product page. */
export function priceLabel(price: string, perHundredGrams: string): string {
  if (posthog.getFeatureFlag('price-test') === 'per-weight') {
    return `${perHundredGrams} / 100 g`;
  }
  return price;
}
