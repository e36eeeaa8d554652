import { get } from '@/lib/api';
import { posthog } from '@/lib/posthog';
import type { Product } from '@/lib/types';

interface RecommendationSettings {
  model: string;
  limit: number;
}

const DEFAULTS: RecommendationSettings = { model: 'similar', limit: 4 };

/** The model and its limits come with the flag, so that they can change without a release. */
export function recommendationSettings(): RecommendationSettings {
  const payload = posthog.getFeatureFlagPayload('recommendations-v2');
  return { ...DEFAULTS, ...(payload as Partial<RecommendationSettings> | undefined) };
}

export function recommendations(sku: string): Promise<Product[]> {
  const { model, limit } = recommendationSettings();
  return get<Product[]>(`/recommendations/${sku}?model=${model}&limit=${limit}`);
}
