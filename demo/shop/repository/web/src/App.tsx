import { useFeatureFlagEnabled } from 'posthog-js/react';
import { useEffect } from 'react';
import { Route, Routes } from 'react-router';

import { Header } from '@/components/Header';
import { MaintenanceBanner } from '@/components/MaintenanceBanner';
import { useProfile } from '@/hooks/useProfile';
import { applyTheme } from '@/lib/theme';
import { AccountPage } from '@/pages/AccountPage';
import { CartPage } from '@/pages/CartPage';
import { CheckoutPage } from '@/pages/CheckoutPage';
import { HomePage } from '@/pages/HomePage';
import { ProductPage } from '@/pages/ProductPage';
import { SearchPage } from '@/pages/SearchPage';

export function App() {
  const profile = useProfile();
  const maintenance = useFeatureFlagEnabled('maintenance-banner');

  useEffect(() => {
    applyTheme(profile.theme);
  }, [profile.theme]);

  return (
    <>
      {maintenance && <MaintenanceBanner />}
      <Header />
      <main>
        <Routes>
          <Route path="/" element={<HomePage />} />
          <Route path="/search" element={<SearchPage />} />
          <Route path="/products/:slug" element={<ProductPage />} />
          <Route path="/cart" element={<CartPage />} />
          <Route path="/checkout" element={<CheckoutPage />} />
          <Route path="/account" element={<AccountPage />} />
        </Routes>
      </main>
    </>
  );
}
