import { posthog } from '@/lib/posthog';

/** Dresses the page in the theme of the profile, if that theme has been released. */
export function applyTheme(name: string): void {
  const released = posthog.isFeatureEnabled(`theme-${name}`);
  document.documentElement.dataset.theme = released ? name : 'light';
}
