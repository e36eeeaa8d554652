import { useFeatureFlagVariantKey } from 'posthog-js/react'
import { HeroA } from './HeroA'
import { HeroB } from './HeroB'

export function Home() {
  const variant = useFeatureFlagVariantKey('hero') as string
  return (
    <main>
      {{ control: <HeroA />, test: <HeroB wide /> }[variant]}
    </main>
  )
}
