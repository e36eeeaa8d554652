import { render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { expect, it, vi } from 'vitest';

import { Header } from '@/components/Header';

vi.mock('posthog-js/react', () => ({
  useFeatureFlagEnabled: (key: string) => key === 'mobile-nav',
}));

it('puts the links into a drawer where the drawer is on', () => {
  render(
    <MemoryRouter>
      <Header />
    </MemoryRouter>,
  );
  expect(screen.getByRole('navigation').className).toContain('nav--drawer');
});
