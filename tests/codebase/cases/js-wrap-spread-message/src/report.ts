import { PostHog } from "posthog-node";

const hog = new PostHog(process.env.TOKEN ?? "");

export function report(
  user: { id: string },
  message: { event: string; properties?: Record<string, unknown> },
) {
  hog.capture({ ...message, distinctId: user.id });
}

interface Message {
  event: string;
  groups?: Record<string, string>;
}

export const reportSystem = (message: Message) => hog.capture({ ...message, distinctId: "system" });

interface Extra {
  properties?: Record<string, unknown>;
}

export function reportFixed(extra: Extra) {
  hog.capture({ event: "fixed_report", distinctId: "system", ...extra });
}
