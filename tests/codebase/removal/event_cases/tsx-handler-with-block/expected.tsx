export function Logo({ home }: Props) {
  return (
    <img
      onClick={() => {
        home()
      }}
    />
  )
}
