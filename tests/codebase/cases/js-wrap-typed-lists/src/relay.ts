import type { Sink } from "./sink";

export class Relay {
  private static only: Relay | null = null;

  constructor(private sinks: Sink[]) {}

  static create(sinks: Sink[] = []) {
    this.only = new Relay(sinks);
    return this.only;
  }

  static get instance() {
    if (!this.only) throw new Error("not created");
    return this.only;
  }

  add(sink: Sink) {
    this.sinks.push(sink);
  }

  send(name: string) {
    this.sinks.forEach((sink) => sink.record(name));
  }

  opened() {
    this.send("relay_opened");
  }
}

export class Fan {
  private readonly sinks: Array<Sink> = [];
  private readonly extra: ReadonlySet<Sink> | undefined = undefined;

  blow(name: string) {
    for (const sink of this.sinks) sink.record(name);
  }

  first(name: string) {
    this.sinks[0].record(name);
  }

  wide(name: string) {
    this.extra?.forEach((sink) => sink.record(name));
  }
}

const kept: Sink[] = [];

export const spread = (name: string) => kept.map((one) => one.record(name));

export function each(sinks: readonly Sink[], name: string) {
  for (const sink of sinks) {
    sink.record(name);
  }
}

// A list of something else that records.
class Tape {
  record(name: string) {
    return name;
  }
}

export const tapes: Tape[] = [];

export const onTape = (name: string) => tapes.forEach((tape) => tape.record(name));
