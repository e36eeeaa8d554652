export const Home = ({ name }: Props) => (
  <main>
    <h1>{name}</h1>
    <Hero />
    {/* two of them */}
    <Hero second />
    <Footer />
  </main>
)
