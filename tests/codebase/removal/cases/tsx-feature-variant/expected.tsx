export const Home = () => (
  <main>
    <Hero kind="b" />
  </main>
)
