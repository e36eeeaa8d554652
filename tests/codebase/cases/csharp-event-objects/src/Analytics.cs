#nullable enable
using System.Collections.Generic;
using PostHog;

namespace Shop.Events;

[JsonConverter(typeof(X))]
public enum AnalyticsEvent { SignedUp, LoggedIn }

public static class AnalyticsEventExtensions
{
    public static string ToName(this AnalyticsEvent e) => e switch
    {
        AnalyticsEvent.SignedUp => "signed_up",
        AnalyticsEvent.LoggedIn => "logged_in",
        _ => throw new ArgumentOutOfRangeException(nameof(e)),
    };
}

public abstract class EventBase
{
    public abstract string Name { get; }
    public void Send(IPostHogClient c) => c.Capture("u", Name);
}
public class OrderPlaced : EventBase { public override string Name => "order_placed"; }
public class OrderPaid : EventBase { public override string Name { get; } = "order_paid"; }

public interface IAnalytics
{
    void Track(AnalyticsEvent e);
    void Track(string name, object? props = null);
    Task<bool> Enabled(string flag, string user, CancellationToken ct = default);
}

internal sealed class PostHogAnalytics : IAnalytics
{
    private readonly IPostHogClient _postHog;
    private readonly IHttpContextAccessor _http;
    public PostHogAnalytics(IPostHogClient postHog, IHttpContextAccessor http) => (_postHog, _http) = (postHog, http);
    public void Track(AnalyticsEvent e) => Track(e.ToName());
    public void Track(string name, object? props = null)
    {
        try
        {
            _postHog.Capture(UserId(), name, new Dictionary<string, object> { ["source"] = "x", [$"$feature/{Flags.Beta}"] = true });
        }
        catch (Exception ex) { _log.LogError(ex, "x"); }
    }
    public async Task<bool> Enabled(string flag, string user, CancellationToken ct = default)
    {
        var result = await _postHog.IsFeatureEnabledAsync(flag, user, ct).ConfigureAwait(false);
        return result == true;
    }
    private string UserId() => "x";
}

internal static class Flags { internal const string Beta = "beta-flag"; public static readonly IReadOnlyList<string> All = [Beta, "gamma-flag"]; }

public class Controller(IAnalytics analytics, IPostHogClient posthog) : ControllerBase
{
    private static readonly Dictionary<string, string> Map = new() { { "a", "map_a" }, { "b", "map_b" } };

    public async Task<IActionResult> Index(string user, string kind, bool on)
    {
        analytics.Track("t_string");
        analytics.Track(AnalyticsEvent.SignedUp);
        if (await analytics.Enabled(Flags.Beta, user)) { }
        var enabled = on && await analytics.Enabled("and-flag", user);
        posthog.Capture(user, Map[kind]);
        posthog.Capture(user, on ? nameof(AnalyticsEvent.SignedUp) : "other");
        foreach (var flag in Flags.All) await posthog.GetFeatureFlagAsync(flag, user);
        var name = "first"; name = "second_value";
        posthog.Capture(user, name);
        var typed = kind; typed = Other();
        posthog.Capture(user, typed);
        await WithFlag("with-flag", async () => posthog.Capture(user, "in_callback"));
        Parallel.ForEach(new[] { "par_a" }, n => analytics.Track(n));
        new List<string> { "each_a", "each_b" }.ForEach(n => analytics.Track(n));
        _ = Task.Run(async () => { posthog.Capture(user, "in_task"); });
        analytics.Track($"viewed_{kind}");
        return on switch { true => Ok(posthog.IsFeatureEnabledAsync("in-arm", user)), _ => NotFound() };
    }

    private async Task WithFlag(string key, Func<Task> then) { if (await posthog.IsFeatureEnabledAsync(key, "u") ?? false) await then(); }

    public void Shadow(string eventName) { eventName = "shadowed"; posthog.Capture("u", eventName); }
    public void Lambda() { Func<string, bool> f = eventName => posthog.Capture("u", eventName); f("lambda_arg"); }
    public void Uncalled(string e) => posthog.Capture("u", e);
    public void Multi() => posthog.Capture("u", """
        multi_line
        """);
    ~Controller() { posthog.Capture("u", "destructor"); }
    public string this[string i] { get { posthog.Capture("u", "indexer"); return i; } }
    public static Controller operator +(Controller a, Controller b) { a.posthog.Capture("u", "operator"); return a; }
}

public record struct Wrapper(IPostHogClient Client) { public void Go(string n) => Client.Capture("u", n); }

public class Uses
{
    private readonly Wrapper w;
    public void A() { w.Go("record_struct"); }
    public async IAsyncEnumerable<int> B(IPostHogClient posthog) { posthog.Capture("u", "iterator"); yield return 1; }
    public async Task C(IServiceScopeFactory f) { using var scope = f.CreateScope(); var ph = scope.ServiceProvider.GetRequiredService<IPostHogClient>(); ph.Capture("u", "scoped"); }
    public async Task<string> Variant(IPostHogClient p) => (await p.GetFeatureFlagAsync("variant-flag", "u"))?.VariantKey ?? "control";
    public async Task D(IPostHogClient p) { var v = await Variant(p); if (v == "x") { } }
}
