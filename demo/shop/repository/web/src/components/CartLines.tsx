import { formatCents } from '@/lib/money';
import type { Cart } from '@/lib/types';

export function CartLines({ cart }: { cart: Cart }) {
  return (
    <ul>
      {cart.lines.map(({ product, quantity }) => (
        <li key={product.sku}>
          {quantity} × {product.title} <span>{formatCents(product.priceCents * quantity)}</span>
        </li>
      ))}
    </ul>
  );
}
