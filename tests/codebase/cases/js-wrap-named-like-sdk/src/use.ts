import { relayed } from "./relay";

export function open(count: number) {
  if (count > 3) {
    relayed("opened_often");
  }
  relayed("opened");
}
