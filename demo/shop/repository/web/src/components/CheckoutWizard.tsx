import { useState } from 'react';

import type { CheckoutStep } from '@/lib/checkout';
import { reportStep } from '@/lib/checkoutEvents';
import { payButtonLabel } from '@/lib/copy';
import { formatCents, totalCents } from '@/lib/money';
import type { Cart } from '@/lib/types';

interface Props {
  cart: Cart;
  delivery: string[];
  steps: CheckoutStep[];
  onOrder: () => Promise<void>;
}

export function CheckoutWizard({ cart, delivery, steps, onOrder }: Props) {
  const [index, setIndex] = useState(0);
  const last = index === steps.length - 1;

  const proceed = () => {
    reportStep(steps[index], cart);
    setIndex(index + 1);
  };

  return (
    <section>
      <h2>{steps[index]}</h2>
      {steps[index] === 'delivery' && delivery.map((option) => <p key={option}>{option}</p>)}
      {last ? (
        <button onClick={() => void onOrder()}>{payButtonLabel(formatCents(totalCents(cart)))}</button>
      ) : (
        <button onClick={proceed}>Continue</button>
      )}
    </section>
  );
}
