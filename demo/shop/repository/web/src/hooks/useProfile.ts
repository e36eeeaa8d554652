import { useEffect, useState } from 'react';

import { api } from '@/lib/api';
import { posthog } from '@/lib/posthog';
import type { Profile } from '@/lib/types';

const GUEST: Profile = { email: '', country: 'IE', theme: 'light' };

export function useProfile(): Profile {
  const [profile, setProfile] = useState(GUEST);

  useEffect(() => {
    void api.profile().then((loaded) => {
      posthog.identify(loaded.email);
      setProfile(loaded);
    });
  }, []);

  return profile;
}
