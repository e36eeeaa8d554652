import { useFeatureFlagEnabled } from 'posthog-js/react'
import { Card } from './Card'
import { PriceTable } from './PriceTable'

export function Pricing({ plans }: { plans: Plan[] }) {
  const asTable = useFeatureFlagEnabled('price-table')

  return asTable ? <PriceTable plans={plans} /> : plans.map((plan) => <Card key={plan.id} plan={plan} />)
}
