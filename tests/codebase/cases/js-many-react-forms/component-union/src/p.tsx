import FeatureFlagLayout, { L2 } from './layout'
export const P = () => <FeatureFlagLayout flag="ru_a">x</FeatureFlagLayout>
export const Q = () => <L2 flag="ru_b" />
