import { useState } from 'react';

import { post } from '@/lib/api';

export function GiftCardForm() {
  const [code, setCode] = useState('');

  return (
    <form onSubmit={() => void post('/gift-cards/redeem', { code })}>
      <label>
        Gift card
        <input value={code} onChange={(event) => setCode(event.target.value)} />
      </label>
      <button>Redeem</button>
    </form>
  );
}
