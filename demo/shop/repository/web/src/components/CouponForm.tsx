import { useState } from 'react';

import { track } from '@/lib/analytics';
import { post } from '@/lib/api';

export function CouponForm() {
  const [code, setCode] = useState('');

  const apply = async () => {
    await post('/coupons/apply', { code });
    track('coupon_applied', { code });
  };

  return (
    <form onSubmit={() => void apply()}>
      <input value={code} onChange={(event) => setCode(event.target.value)} />
      <button>Use coupon</button>
    </form>
  );
}
