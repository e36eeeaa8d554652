import { posthog } from '@/lib/posthog';
import type { Product } from '@/lib/types';

export function ShareButton({ product }: { product: Product }) {
  const share = async () => {
    posthog.capture('product_shared', { sku: product.sku });
    await navigator.clipboard.writeText(`/products/${product.slug}`);
  };

  return <button onClick={() => void share()}>Copy link</button>;
}
