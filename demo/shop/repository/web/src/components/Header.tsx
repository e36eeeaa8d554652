import { useFeatureFlagEnabled } from 'posthog-js/react';
import { Link } from 'react-router';

import { MOBILE_NAV } from '@/lib/flags';

export function Header() {
  const mobileNav = useFeatureFlagEnabled(MOBILE_NAV);

  return (
    <header>
      <Link to="/">Hazelnut</Link>
      <nav className={mobileNav ? 'nav nav--drawer' : 'nav'}>
        <Link to="/search">Search</Link>
        <Link to="/cart">Cart</Link>
        <Link to="/account">Account</Link>
      </nav>
    </header>
  );
}
