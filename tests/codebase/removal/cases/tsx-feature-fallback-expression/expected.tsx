export const Home = (props: Props) => (
  <main>
    {props.children}
  </main>
)
