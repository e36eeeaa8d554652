import { PostHog } from "posthog-node";
import { env } from "./env";

type Options = { token?: string };

class Telemetry {
  #client: PostHog | undefined = undefined;

  constructor({ token }: Options) {
    if (token) {
      this.#client = new PostHog(token);
    }
  }

  send(event: string) {
    this.#client?.capture({ distinctId: "host", event });
  }
}

export const telemetry = new Telemetry({ token: env.TOKEN });

telemetry.send("started");
