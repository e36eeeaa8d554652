import { PostHog } from "posthog-node";

const client = new PostHog(process.env.TOKEN ?? "", { host: process.env.HOST });

// Named like the method it hands its argument to.
export function capture(event: string) {
  client.capture({ distinctId: "host", event });
}
