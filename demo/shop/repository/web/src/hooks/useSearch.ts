import { useEffect, useState } from 'react';

import { track } from '@/lib/analytics';
import { searchDelay, searchProducts } from '@/lib/search';
import type { Product } from '@/lib/types';

export function useSearch(query: string): Product[] {
  const [products, setProducts] = useState<Product[]>([]);

  useEffect(() => {
    const timer = setTimeout(async () => {
      const found = await searchProducts(query);
      track('search_performed', { query_length: query.length, results: found.length });
      setProducts(found);
    }, searchDelay());
    return () => clearTimeout(timer);
  }, [query]);

  return products;
}
