import type { Cart } from '@/lib/types';

export function totalCents(cart: Cart): number {
  return cart.lines.reduce((sum, line) => sum + line.product.priceCents * line.quantity, 0);
}

export function formatCents(cents: number, currency = 'EUR', locale = 'en-IE'): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(cents / 100);
}
