import { HeroB } from './HeroB'

export function Home() {
  return (
    <main>
      <HeroB wide />
    </main>
  )
}
