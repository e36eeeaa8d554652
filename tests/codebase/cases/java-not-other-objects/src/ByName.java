package not;

class ByName {
    void run(Ctx ctx, String id) {
        ctx.services.posthog.capture(id, "jn_by_name");
        ctx.getPosthog().isFeatureEnabled(id, "jn-getter");
    }
}
