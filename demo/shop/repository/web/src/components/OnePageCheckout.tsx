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
      <input name="address" autoComplete="street-address" />
      <select name="delivery">
        {delivery.map((option) => (
          <option key={option}>{option}</option>
        ))}
      </select>
      <input name="card" autoComplete="cc-number" />
      <button>{payButtonLabel(formatCents(totalCents(cart)))}</button>
    </form>
  );
}
