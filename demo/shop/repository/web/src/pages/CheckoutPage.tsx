import { useFeatureFlagVariantKey } from 'posthog-js/react';
import { useEffect } from 'react';

import { CheckoutWizard } from '@/components/CheckoutWizard';
import { OnePageCheckout } from '@/components/OnePageCheckout';
import { useCart } from '@/hooks/useCart';
import { useProfile } from '@/hooks/useProfile';
import { CHECKOUT_STARTED, ORDER_COMPLETED, track } from '@/lib/analytics';
import { api } from '@/lib/api';
import { checkoutSteps, deliveryOptions } from '@/lib/checkout';
import { NEW_CHECKOUT } from '@/lib/flags';
import { totalCents } from '@/lib/money';

export function CheckoutPage() {
  const { cart } = useCart();
  const { country } = useProfile();
  const checkout = useFeatureFlagVariantKey(NEW_CHECKOUT);
  const delivery = deliveryOptions(country);

  useEffect(() => {
    track(CHECKOUT_STARTED, {
      cart_id: cart.id,
      items: cart.lines.length,
      total_cents: totalCents(cart),
    });
  }, [cart]);

  const placeOrder = async () => {
    const order = await api.placeOrder(cart);
    track('checkout_completed', { cart_id: cart.id });
    track(ORDER_COMPLETED, { order_id: order.id, total_cents: order.totalCents });
  };

  return (
    <section className="checkout">
      <h1>Checkout</h1>
      {checkout === 'test' ? (
        <OnePageCheckout cart={cart} delivery={delivery} onOrder={placeOrder} />
      ) : (
        <CheckoutWizard cart={cart} delivery={delivery} steps={checkoutSteps()} onOrder={placeOrder} />
      )}
    </section>
  );
}
