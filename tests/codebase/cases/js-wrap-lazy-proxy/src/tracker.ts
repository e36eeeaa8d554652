import { PostHog } from "posthog-node";

export class Tracker {
  private client = new PostHog(process.env.TOKEN ?? "");

  note(event: string) {
    this.client.capture({ distinctId: "host", event });
  }
}

let made: Tracker | null = null;

// Made when it is used for the first time.
export const tracker = new Proxy({} as Tracker, {
  get(_target, name) {
    made ??= new Tracker();
    return Reflect.get(made, name, made);
  },
});

export const hog = new Proxy({} as unknown as PostHog, {
  get: (_target, name) => Reflect.get(globalThis, name),
});

interface Row {
  event?: string;
}

const row = {} as Row;

export const first = () => hog.capture({ distinctId: "host", ...row, event: "first" });
