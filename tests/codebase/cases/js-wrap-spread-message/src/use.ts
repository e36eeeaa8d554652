import { report, reportFixed, reportSystem } from "./report";

report({ id: "1" }, { event: "poll_created", properties: { size: 2 } });
reportSystem({ event: "swept" });
reportFixed({ properties: { event: "never" } });
