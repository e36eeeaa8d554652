export const Home = ({ name }: Props) => (
  <p>
    Hello <b>{name}</b> again
  </p>
)
