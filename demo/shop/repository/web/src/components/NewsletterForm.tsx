import { usePostHog } from 'posthog-js/react';
import { useState } from 'react';

import { api } from '@/lib/api';

export function NewsletterForm({ source }: { source: 'footer' | 'checkout' }) {
  const posthog = usePostHog();
  const [email, setEmail] = useState('');

  const subscribe = async () => {
    await api.subscribe(email);
    posthog.capture('newsletter_subscribed', { source });
  };

  return (
    <form onSubmit={() => void subscribe()}>
      <input type="email" value={email} onChange={(event) => setEmail(event.target.value)} />
      <button>Send me offers</button>
    </form>
  );
}
