import { formatCents } from '@/lib/money';

const FREE_FROM_CENTS = 4000;

export function FreeShippingBanner({ total }: { total: number }) {
  const missing = FREE_FROM_CENTS - total;
  return (
    <p className="banner">
      {missing > 0 ? `${formatCents(missing)} more and shipping is on us` : 'Shipping is on us'}
    </p>
  );
}
