import { useFeatureFlagEnabled } from 'posthog-js/react'
type Flag = 'ru_a' | 'ru_b'
interface Props { flag: Flag; children?: any }
export default function FeatureFlagLayout({ flag, children }: Props) { return useFeatureFlagEnabled(flag) ? children : null }
export const L2 = (props: Props) => useFeatureFlagEnabled(props.flag)
