import posthog, { type PostHog } from "posthog-js";
import { InjectionToken } from "@angular/core";
import { Token } from "./box";

export enum Step {
  Opened = "step opened",
  Closed = "step closed",
  Never = "step never",
}

export class Insights {
  private client: PostHog | undefined = posthog;

  note(name: string) {
    this.client?.capture(name);
  }

  step(step: Step, extra?: object) {
    this.client?.capture(step, { ...extra });
  }
}

export const INSIGHTS = new Token<Insights>("insights");
export const NUMBER = new Token<Counter>("number");
export const LATER = new InjectionToken<Insights>("later");

export class Counter {
  note(_: string) {}
}
