import { useBulkEdit } from './hooks'

export function Rows({ rows }: Props) {
  const bulk = useBulkEdit()

  return <main>{bulk ? <BulkTable rows={rows} /> : <Table rows={rows} />}</main>
}
