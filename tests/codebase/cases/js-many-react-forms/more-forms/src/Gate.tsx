import { useFeatureFlagEnabled } from 'posthog-js/react'
export default function Gate({ flag }: { flag: string }) { return useFeatureFlagEnabled(flag) ? 1 : 2 }
export function Other({ flag }: { flag: string }) { return useFeatureFlagEnabled(flag) ? 1 : 2 }
