import { useFlag } from './useFlag'

export function Rows({ rows }: Props) {
  const bulk = useFlag('bulk-edit')
  const rail = useFlag('side-rail')

  return (
    <main>
      {rail && <Rail />}
      {bulk ? <BulkTable rows={rows} /> : <Table rows={rows} />}
    </main>
  )
}
