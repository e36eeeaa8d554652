import { NEW_CHECKOUT } from '@/lib/flags';
import { posthog } from '@/lib/posthog';

export type CheckoutStep = 'address' | 'delivery' | 'payment' | 'review';

/** The steps a customer goes through, in order. */
export function checkoutSteps(): CheckoutStep[] {
  const steps: CheckoutStep[] = ['address'];
  if (posthog.getFeatureFlag(NEW_CHECKOUT) === 'test') {
    // Delivery is chosen together with the address, the review is the page itself.
    steps.push('payment');
  } else {
    steps.push('delivery');
    steps.push('payment');
    steps.push('review');
  }
  return steps;
}

/** Delivery options a customer may choose from. */
export function deliveryOptions(country: string): string[] {
  const options = ['standard'];
  if (posthog.isFeatureEnabled('express-delivery')) {
    options.push('express');
  }
  if (country === 'IE') {
    options.push('pick-up');
  }
  return options;
}
