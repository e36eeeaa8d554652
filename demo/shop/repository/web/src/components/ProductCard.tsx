import { Link } from 'react-router';

import { formatCents } from '@/lib/money';
import type { Product } from '@/lib/types';

export function ProductCard({ product }: { product: Product }) {
  return (
    <Link to={`/products/${product.slug}`} className="card">
      <h3>{product.title}</h3>
      <p>{formatCents(product.priceCents)}</p>
    </Link>
  );
}
