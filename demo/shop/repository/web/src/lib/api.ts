import type { Cart, Order, Product, Profile } from '@/lib/types';

const BASE_URL = import.meta.env.VITE_API_URL ?? '/api';

/** An answer other than 2xx. `status` is the HTTP status. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    path: string,
  ) {
    super(`${path} answered ${status}`);
  }
}

async function request<T>(path: string, init: RequestInit = {}): Promise<T> {
  const response = await fetch(`${BASE_URL}${path}`, {
    ...init,
    headers: { 'Content-Type': 'application/json', ...init.headers },
  });
  if (!response.ok) {
    throw new ApiError(response.status, path);
  }
  return (await response.json()) as T;
}

export function get<T>(path: string): Promise<T> {
  return request<T>(path);
}

export function post<T>(path: string, body: unknown): Promise<T> {
  return request<T>(path, { method: 'POST', body: JSON.stringify(body) });
}

export const api = {
  cart: () => get<Cart>('/cart'),
  product: (slug: string) => get<Product>(`/products/${encodeURIComponent(slug)}`),
  profile: () => get<Profile>('/profile'),
  placeOrder: (cart: Cart) => post<Order>('/orders', cart),
  reorder: () => get<Product[]>('/orders/reorder'),
  subscribe: (email: string) => post<{ ok: boolean }>('/newsletter', { email }),
};
