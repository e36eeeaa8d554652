using PostHog;

namespace Shop;

public static class Keys { public const string Beta = "const-flag"; }

public class Flags
{
    private readonly IPostHogClient _ph;
    public Flags(IPostHogClient ph) { _ph = ph; }

    public async Task Run(string user, string unknown)
    {
        if (await _ph.IsFeatureEnabledAsync("f-enabled", user) is true) { }
        var v = await _ph.GetFeatureFlagAsync(Keys.Beta, user);
        await _ph.GetFeatureFlagAsync(featureKey: "f-named", distinctId: user);
        await _ph.GetFeatureFlagAsync(distinctId: user, featureKey: "f-named-order");
        var json = await _ph.GetRemoteConfigPayloadAsync("f-remote");
        var all = await _ph.GetAllFeatureFlagsAsync(user);
        if (all["a-index"].IsEnabled) { }
        if (all.TryGetValue("a-try", out var f) && f.IsEnabled) { }
        if (all.ContainsKey("a-contains")) { }
        var one = (await _ph.GetAllFeatureFlagsAsync(user))["a-direct"];
        all.GetValueOrDefault("a-default");
        var snap = await _ph.EvaluateFlagsAsync(user);
        if (snap.IsEnabled("s-enabled")) { }
        var g = snap.GetFlag("s-get");
        snap.GetFlagPayload("s-payload");
        var only = snap.Only("s-only-a", "s-only-b");
        Hand(snap);
        await _ph.IsFeatureEnabledAsync(unknown, user);
        await _ph.IsFeatureEnabledAsync($"pre-{unknown}", user);
        var text = (await _ph.GetFeatureFlagAsync("f-variant", user))?.VariantKey switch { "a" => 1, _ => 2 };
        if (await Wrapped(user)) { }
        await _ph.GetAllFeatureFlagsAsync(user, new AllFeatureFlagsOptions { FlagKeysToEvaluate = ["req-a", "req-b"] });
        foreach (var key in new[] { "loop-a", "loop-b" }) { await _ph.IsFeatureEnabledAsync(key, user); }
    }

    private static bool Hand(FeatureFlagEvaluations s) => s.IsEnabled("s-hand");

    private async Task<bool> Wrapped(string user)
    {
        var flag = await _ph.GetFeatureFlagAsync("f-wrapped", user);
        return flag?.IsEnabled ?? false;
    }
}
