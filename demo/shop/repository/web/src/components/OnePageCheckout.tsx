import { DeliverySlot } from '@/components/DeliverySlot';
import { reportStep } from '@/lib/checkoutEvents';
import { payButtonLabel } from '@/lib/copy';
import { formatCents, totalCents } from '@/lib/money';
import type { Cart } from '@/lib/types';

interface Props {
  cart: Cart;
  delivery: string[];
  onOrder: () => Promise<void>;
}

export function OnePageCheckout({ cart, delivery, onOrder }: Props) {
  return (
    <form onSubmit={() => void onOrder()}>
      <input
        name="address"
        autoComplete="street-address"
        onBlur={() => reportStep('address', cart)}
      />
      <select name="delivery" onChange={() => reportStep('delivery', cart)}>
        {delivery.map((option) => (
          <option key={option}>{option}</option>
        ))}
      </select>
      <DeliverySlot />
      <input name="card" autoComplete="cc-number" onFocus={() => reportStep('payment', cart)} />
      <button>{payButtonLabel(formatCents(totalCents(cart)))}</button>
    </form>
  );
}
