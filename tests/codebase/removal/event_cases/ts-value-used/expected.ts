import { client } from './client'

export function start(id: string) {
  const sent = client.capture('session started', { id })
  if (!id) return client.capture('session started')
  client.capture('session started', { id }).then(sent.log)
}
