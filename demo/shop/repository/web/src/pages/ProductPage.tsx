import { useEffect, useState } from 'react';
import { useParams } from 'react-router';

import { ProductCard } from '@/components/ProductCard';
import { ShareButton } from '@/components/ShareButton';
import { StockAlert } from '@/components/StockAlert';
import { useCart } from '@/hooks/useCart';
import { track } from '@/lib/analytics';
import { api } from '@/lib/api';
import { priceLabel } from '@/lib/copy';
import { formatCents } from '@/lib/money';
import { recommendations } from '@/lib/recommendations';
import type { Product } from '@/lib/types';

export function ProductPage() {
  const { slug = '' } = useParams();
  const { add } = useCart();
  const [product, setProduct] = useState<Product>();
  const [similar, setSimilar] = useState<Product[]>([]);

  useEffect(() => {
    void api.product(slug).then((loaded) => {
      track('product_viewed', { sku: loaded.sku, price_cents: loaded.priceCents });
      setProduct(loaded);
      void recommendations(loaded.sku).then(setSimilar);
    });
  }, [slug]);

  if (!product) {
    return <p>One moment …</p>;
  }
  const perHundredGrams = formatCents((product.priceCents * 100) / product.weightGrams);
  return (
    <article>
      <h1>{product.title}</h1>
      <p>{priceLabel(formatCents(product.priceCents), perHundredGrams)}</p>
      {product.soldOut ? (
        <StockAlert product={product} />
      ) : (
        <button onClick={() => add(product)}>Add to cart</button>
      )}
      <ShareButton product={product} />
      <aside>
        {similar.map((other) => (
          <ProductCard key={other.sku} product={other} />
        ))}
      </aside>
    </article>
  );
}
