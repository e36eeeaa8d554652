import { describe, expect, it } from 'vitest';

import { formatCents, totalCents } from '@/lib/money';

const walnuts = { sku: 'W-500', slug: 'walnuts', title: 'Walnuts', priceCents: 750, weightGrams: 500 };

describe('money', () => {
  it('adds up the lines of a cart', () => {
    expect(totalCents({ id: 'c-1', lines: [{ product: walnuts, quantity: 2 }] })).toBe(1500);
  });

  it('shows cents as euros', () => {
    expect(formatCents(1500)).toBe('€15.00');
  });
});
