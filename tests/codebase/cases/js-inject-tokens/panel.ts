import { inject } from "@angular/core";
import { make, take } from "./box";
import { Counter, INSIGHTS, Insights, LATER, NUMBER, Step } from "./insights";

const insights = take(INSIGHTS);

export function open() {
  insights.step(Step.Opened);
  take(NUMBER).note("counted");
}

export class Panel {
  private later = inject(LATER);
  private own = inject(Insights);
  private number = inject(Counter);

  close() {
    this.later.step(Step.Closed, { a: 1 });
    this.own.note("panel closed");
    this.number.note("number closed");
    make(Insights)?.note("panel made");
  }
}
