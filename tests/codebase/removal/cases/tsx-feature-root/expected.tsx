export function Home() {
  return <Hero />
}

export const Side = () => <Hero small />
