export const Row = ({ posthog, item }: Props) =>
  (
    <Long
      item={item}
    />
  )
