import { useCart } from '@/hooks/useCart';
import { posthog } from '@/lib/posthog';
import type { Product } from '@/lib/types';

/** The same nuts again, without a look at the product page. */
export function QuickAdd({ product }: { product: Product }) {
  const { put } = useCart();

  const again = () => {
    posthog.capture('cartItemAdded', { sku: product.sku, quantity: 1 });
    put(product);
  };

  return <button onClick={again}>Once more</button>;
}
