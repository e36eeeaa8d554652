export function Rows({ rows }: Props) {
  return <main><BulkTable rows={rows} /></main>
}
