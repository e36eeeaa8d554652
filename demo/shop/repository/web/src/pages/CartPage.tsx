import { useFeatureFlagEnabled } from 'posthog-js/react';
import { Link } from 'react-router';

import { CartLines } from '@/components/CartLines';
import { CouponForm } from '@/components/CouponForm';
import { FreeShippingBanner } from '@/components/FreeShippingBanner';
import { GiftCardForm } from '@/components/GiftCardForm';
import { GiftWrapPicker } from '@/components/GiftWrapPicker';
import { useCart } from '@/hooks/useCart';
import { post } from '@/lib/api';
import { basketLayout } from '@/lib/basket';
import { formatCents, totalCents } from '@/lib/money';
import { discount } from '@/lib/promotions';

export function CartPage() {
  const { cart } = useCart();
  const freeShipping = useFeatureFlagEnabled('free-shipping-banner');
  const giftCards = useFeatureFlagEnabled('gift-cards');
  const layout = basketLayout(window.innerWidth);
  const total = Math.round(totalCents(cart) * (1 - discount(cart)));

  return (
    <div className={layout.sidebar ? 'cart cart--sidebar' : 'cart'}>
      {freeShipping && <FreeShippingBanner total={total} />}
      <CartLines cart={cart} />
      {giftCards && <GiftCardForm />}
      {cart.giftNote !== undefined && (
        <GiftWrapPicker onPick={(paper) => void post('/cart/wrap', { paper })} />
      )}
      <CouponForm />
      <footer>
        <strong>{formatCents(total)}</strong>
        <Link to="/checkout">To the checkout</Link>
      </footer>
    </div>
  );
}
