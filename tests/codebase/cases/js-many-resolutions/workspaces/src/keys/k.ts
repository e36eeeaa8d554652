export const K = 'ws_k'
