import { Hero } from './Hero'

export function Home() {
  return (
    <main>
      <Hero
        wide
      />
    </main>
  )
}
