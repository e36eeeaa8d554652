using PostHog;

namespace Shop.Lib;

public interface ITracker
{
    void Track(string eventName, Dictionary<string, object>? props = null);
    Task<bool> IsOn(string key);
    bool IsRail { get; }
}

public class Tracker(IPostHogClient posthog, ICurrentUser user) : ITracker
{
    public void Track(string eventName, Dictionary<string, object>? props = null)
        => posthog.Capture(user.Id, eventName, props);

    public async Task<bool> IsOn(string key) => await posthog.IsFeatureEnabledAsync(key, user.Id) ?? false;

    public bool IsRail => posthog.IsFeatureEnabledAsync("rail-flag", user.Id).Result == true;

    public async Task<bool> IsFixed()
    {
        var on = await posthog.IsFeatureEnabledAsync("fixed-flag", user.Id);
        return on ?? false;
    }

    public void Prefixed(string verb) => Track($"app_{verb}");

    public void Many(params string[] names)
    {
        foreach (var name in names)
        {
            Track(name);
        }
    }

    public void Default(string name = "default_key") => Track(name);

    public void Send(Msg msg) => posthog.Capture(msg.User, msg.Event);

    public void Opened() => Track("opened_fixed");
}

public record Msg(string User, string Event);

public static class PostHogExtensions
{
    public static void TrackPaid(this IPostHogClient client, string user, string plan)
        => client.Capture(user, $"paid_{plan}");

    public static Task<bool?> Gate(this IPostHogClient client, string key) => client.IsFeatureEnabledAsync(key, "u");

    public static void Note(this HttpContext http, string name)
    {
        http.RequestServices.GetRequiredService<IPostHogClient>().Capture("u", name);
    }
}

public abstract class BasePage
{
    protected readonly IPostHogClient _posthog;
    protected BasePage(IPostHogClient posthog) { _posthog = posthog; }
    protected virtual void Fire(string name) => _posthog.Capture("u", name);
    protected static string Key(string x) => "key_" + x;
}

public static class Analytics
{
    public static IPostHogClient Client { get; set; } = null!;
    public static void Log(string name) => Client?.Capture("u", name);
}

public sealed class Singleton
{
    public static Singleton Instance { get; } = new Singleton();
    private readonly IPostHogClient posthog = new PostHogClient(new PostHogOptions { ProjectApiKey = "x" });
    public void Track(string name) => posthog.Capture("u", name);
}

public partial class Split
{
    private readonly IPostHogClient _c;
    public Split(IPostHogClient c) => _c = c;
    private void Emit(string name) => _c.Capture("u", name);
}

public class Generic<T>
{
    public void Run(IPostHogClient posthog, string name) { posthog.Capture("u", name); }
}
