import { get } from '@/lib/api';
import { LEGACY_SEARCH } from '@/lib/flags';
import { legacyQuery } from '@/lib/legacySearch';
import { posthog } from '@/lib/posthog';
import type { Product } from '@/lib/types';

/** Products that match what the customer typed, best match first. */
export async function searchProducts(query: string): Promise<Product[]> {
  const text = query.trim();
  if (posthog.isFeatureEnabled(LEGACY_SEARCH)) {
    return get<Product[]>(legacyQuery(text));
  }
  return get<Product[]>(`/search?q=${encodeURIComponent(text)}`);
}

/** How long to wait after the last key before we search, in milliseconds. */
export function searchDelay(): number {
  return posthog.isFeatureEnabled(LEGACY_SEARCH) ? 600 : 150;
}
