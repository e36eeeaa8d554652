export function Home() {
  return <Hero size={1} />
}
