using PostHog;
namespace Shop.Web;

public class Page : BasePage
{
    private readonly ITracker _tracker;
    private readonly Tracker concrete;
    private readonly Action<string> _track;

    public Page(IPostHogClient posthog, ITracker tracker, Tracker concrete) : base(posthog)
    {
        _tracker = tracker;
        this.concrete = concrete;
        _track = name => _posthog.Capture("u", name);
    }

    public async Task Run(string user, HttpContext http, IPostHogClient c)
    {
        _tracker.Track("w_interface");
        concrete.Track(eventName: "w_named");
        concrete.Prefixed("verb");
        concrete.Many("w_many_a", "w_many_b");
        concrete.Default();
        concrete.Default("w_given");
        concrete.Send(new Msg(user, "w_record"));

        concrete.Opened();
        if (await _tracker.IsOn("w-flag")) { }
        if (concrete.IsRail) { }
        if (await concrete.IsFixed()) { }
        c.TrackPaid(user, "gold");
        _posthog.TrackPaid(user, plan: "silver");
        PostHogExtensions.TrackPaid(c, user, "bronze");
        await c.Gate("w-ext-flag");
        http.Note("w_http");
        Fire("w_base");
        base.Fire("w_base_explicit");
        this.Fire(Key("made"));
        Analytics.Log("w_static");
        Singleton.Instance.Track("w_singleton");
        _track("w_delegate_field");
        Action<string> local = e => c.Capture("u", e);
        local("w_delegate");
        local.Invoke("w_invoke");
        void Inner(string name) { c.Capture("u", name); }
        Inner("w_local");
        new[] { "w_each_a", "w_each_b" }.ToList().ForEach(Analytics.Log);
        new Generic<int>().Run(c, "w_generic");
        Analytics.Log(user);
        Task.Run(() => Analytics.Log("w_task"));
        Action<string> group = Analytics.Log;
        group("w_group");
        Func<string, Task<bool>> on = _tracker.IsOn;
        await on("w-func");
        Track("not_wrapper");
    }

    private void Track(string x) { }
}
