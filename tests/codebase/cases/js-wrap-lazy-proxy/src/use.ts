import { hog, tracker } from "./tracker";

tracker.note("noted");
hog.capture({ distinctId: "host", event: "direct" });
