import { useFeatureFlagEnabled } from 'posthog-js/react';
import { useSearchParams } from 'react-router';

import { FilterPanel } from '@/components/FilterPanel';
import { ProductCard } from '@/components/ProductCard';
import { useSearch } from '@/hooks/useSearch';
import { FRESH_FILTERS } from '@/lib/flags';

export function SearchPage() {
  const [params] = useSearchParams();
  const products = useSearch(params.get('q') ?? '');
  const freshFilters = useFeatureFlagEnabled(FRESH_FILTERS);

  return (
    <div className="search">
      {freshFilters ? <FilterPanel products={products} /> : null}
      <section>
        {products.map((product) => (
          <ProductCard key={product.sku} product={product} />
        ))}
      </section>
    </div>
  );
}
