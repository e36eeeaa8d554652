export const Home = () => (
  <Frame
    top={
      <Hero />
    }
    side={<Hero small />}
  />
)
