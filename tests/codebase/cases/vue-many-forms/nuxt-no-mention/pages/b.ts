import { x } from './c'
export const v = () => useFeatureFlagVariantKey('mnn_2')
