import { track } from '@/lib/analytics';
import { post } from '@/lib/api';
import type { Product } from '@/lib/types';

/** For products that are sold out. */
export function StockAlert({ product }: { product: Product }) {
  const request = async () => {
    await post('/stock-alerts', { sku: product.sku });
    track('stock_alert_requested', { sku: product.sku });
  };

  return <button onClick={() => void request()}>Tell me when it is back</button>;
}
