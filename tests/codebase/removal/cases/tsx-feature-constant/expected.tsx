export const Home = (props: Props) => (
  <main>
    <Hero />
  </main>
)
