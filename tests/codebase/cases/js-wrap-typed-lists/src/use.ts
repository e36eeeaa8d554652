import { Fan, Relay, each, onTape, spread } from "./relay";

Relay.instance.send("from_instance");
Relay.create().send("from_create");
new Fan().blow("from_loop");
new Fan().first("from_first");
new Fan().wide("from_set");
spread("from_map");
each([], "from_parameter");
onTape("on_tape");
