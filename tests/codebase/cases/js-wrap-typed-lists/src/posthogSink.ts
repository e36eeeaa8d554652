import { PostHog } from "posthog-node";
import { Quiet } from "./sink";

export class PostHogSink extends Quiet {
  private client = new PostHog(process.env.TOKEN ?? "");

  record(name: string, props?: object) {
    this.client.capture({ distinctId: "host", event: name, properties: props });
  }
}
