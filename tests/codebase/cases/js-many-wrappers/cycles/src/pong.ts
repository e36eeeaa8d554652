import { ping } from './a'
export function pong(e: string, n: number) { ping(e, n) }
pong('cy_3', 1)
