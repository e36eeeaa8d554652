import { useFlag } from './useFlag'

export function Rows({ rows }: Props) {
  const rail = useFlag('side-rail')

  return (
    <main>
      {rail && <Rail />}
      <BulkTable rows={rows} />
    </main>
  )
}
