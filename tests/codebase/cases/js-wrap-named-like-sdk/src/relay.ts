// What goes to PostHog goes through here.
import { capture } from "./posthog";

export const relayed = (name: string) => capture(name);
