import { posthog } from '@/lib/posthog';

export interface BasketLayout {
  sidebar: boolean;
  width: number;
}

export function layoutFor(sidebar: boolean, viewport: number): BasketLayout {
  const wideEnough = viewport >= 960;
  return { sidebar: sidebar && wideEnough, width: wideEnough ? 360 : viewport };
}

export function basketLayout(viewport: number): BasketLayout {
  return layoutFor(posthog.isFeatureEnabled('basket-sidebar') === true, viewport);
}
