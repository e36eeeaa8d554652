import { useEffect, useState } from 'react';

import { NewsletterForm } from '@/components/NewsletterForm';
import { ProductCard } from '@/components/ProductCard';
import { QuickAdd } from '@/components/QuickAdd';
import { api } from '@/lib/api';
import type { Product } from '@/lib/types';

export function HomePage() {
  const [again, setAgain] = useState<Product[]>([]);

  useEffect(() => {
    void api.reorder().then(setAgain);
  }, []);

  return (
    <>
      <h1>Good nuts, well kept</h1>
      {again.length > 0 && (
        <section>
          <h2>Running low?</h2>
          {again.map((product) => (
            <div key={product.sku}>
              <ProductCard product={product} />
              <QuickAdd product={product} />
            </div>
          ))}
        </section>
      )}
      <NewsletterForm source="footer" />
    </>
  );
}
