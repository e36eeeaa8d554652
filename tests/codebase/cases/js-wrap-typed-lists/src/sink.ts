export interface Sink {
  record(name: string, props?: object): void;
  close(): void;
}

export abstract class Quiet implements Sink {
  abstract record(name: string, props?: object): void;

  close() {}
}
