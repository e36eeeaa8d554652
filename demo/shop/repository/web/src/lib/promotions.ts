import { posthog } from '@/lib/posthog';
import type { Cart } from '@/lib/types';

/** What the cart is reduced by, as a fraction in [0, 1]. */
export function discount(cart: Cart): number {
  if (posthog.isFeatureEnabled('summer-sale')) {
    return 0.2;
  }
  if (posthog.isFeatureEnabled('legacy-rules')) {
    return cart.lines.length > 9 ? 0.05 : 0;
  }
  return 0;
}
