const kept = new Map<unknown, unknown>();

export class Token<_T> {
  constructor(readonly label: string) {}
}

export function give<T>(token: Token<T>, value: T): void {
  kept.set(token, value);
}

export function take<T>(token: Token<T>): T {
  return kept.get(token) as T;
}

export function make<T>(of: Class<T>): T | undefined {
  return kept.get(of) as T;
}

export type Class<T> = new () => T;
