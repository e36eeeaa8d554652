import type { Product } from '@/lib/types';

const WEIGHTS = [200, 500, 1000];

export function FilterPanel({ products }: { products: Product[] }) {
  return (
    <aside>
      {WEIGHTS.map((grams) => (
        <label key={grams}>
          <input type="checkbox" name="weight" value={grams} />
          up to {grams} g ({products.filter((product) => product.weightGrams <= grams).length})
        </label>
      ))}
    </aside>
  );
}
