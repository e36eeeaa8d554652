package shop;

public class FromJava {
    private final Tracker tracker;

    public FromJava(Tracker tracker) {
        this.tracker = tracker;
    }

    void run() {
        tracker.track("ks_java");
        Telemetry.INSTANCE.send("ks_java_object");
        Telemetry.quick("ks_java_static");
        tracker.track(Names.PAID);
        tracker.track(Ev.OPEN.getKey());
        Tracker.Companion.make().track("ks_java_companion");

    }
}
