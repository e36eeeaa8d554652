export const Home = () => (
  <main>
    <Hero />
  </main>
)
