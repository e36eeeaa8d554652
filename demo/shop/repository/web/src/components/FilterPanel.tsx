import { posthog } from '@/lib/posthog';
import type { Product } from '@/lib/types';

const WEIGHTS = [200, 500, 1000];

function reportUse(filter: string, value: number): void {
  posthog.capture(`filter_${filter}_used`, { value });
}

export function FilterPanel({ products }: { products: Product[] }) {
  return (
    <aside>
      {WEIGHTS.map((grams) => (
        <label key={grams}>
          <input
            type="checkbox"
            name="weight"
            value={grams}
            onChange={(event) => reportUse(event.target.name, grams)}
          />
          up to {grams} g ({products.filter((product) => product.weightGrams <= grams).length})
        </label>
      ))}
    </aside>
  );
}
