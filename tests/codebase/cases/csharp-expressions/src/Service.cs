using PostHog;
namespace Shop.Services;

public class Service
{
    private readonly IPostHogClient _ph;
    private readonly IOptions<Settings> _opts;
    private const string Area = "area";
    private static readonly Dictionary<Kind, string> Names = new() { [Kind.A] = "kind_a", [Kind.B] = "kind_b" };
    private static readonly string[] Keys = ["key-a", "key-b"];

    public Service(IPostHogClient ph, IOptions<Settings> opts) { _ph = ph; _opts = opts; }

    public Service(IPostHogClient ph) : this(ph, null) { }

    private void Emit(string verb, params (string, object)[] props) => _ph.Capture("u", $"{Area}_{verb}");
    private void EmitMsg(Msg m) => _ph.Capture(m.Id, m.Name, m.Props);
    private async Task<T> Switch<T>(string flag, T on, T off) => await _ph.IsFeatureEnabledAsync(flag, "u") == true ? on : off;
    protected internal static string Build(string a) { return $"built_{a}"; }
    private bool IsBeta { get { return _ph.IsFeatureEnabledAsync("beta-getter", "u").GetAwaiter().GetResult() ?? false; } }

    public async Task Go(string user, Kind kind, int i)
    {
        Emit("opened");
        Emit(verb: "closed", ("a", 1));
        EmitMsg(new Msg { Id = user, Name = "init_record" });
        var m = new Msg { Name = "var_record" };
        EmitMsg(m);
        var x = await Switch("generic-flag", 1, 2);
        _ph.Capture(user, Build("x"));
        _ph.Capture(user, Service.Build("y"));
        if (IsBeta) { }
        _ph.Capture(user, Names[Kind.A]);
        _ph.Capture(user, Names[kind]);
        await _ph.IsFeatureEnabledAsync(Keys[0], user);
        await _ph.IsFeatureEnabledAsync(Keys[i], user);
        _ph.Capture(user, _opts.Value.Event);
        _ph.Capture(user, Kind.A switch { Kind.A => "sw_a", _ => "sw_b" });
        await Task.WhenAll(Keys.Select(k => _ph.GetFeatureFlagAsync(k, user)));
        using (var scope = Log.BeginScope("x")) { _ph.Capture(user, "in_using"); }
        lock (this) { _ph.Capture(user, "in_lock"); }
        for (var n = 0; n < 3; n++) _ph.Capture(user, $"n_{n}");
        do { _ph.Capture(user, "in_do"); } while (await _ph.IsFeatureEnabledAsync("in-while", user) ?? false);
        try { } catch (Exception e) when (_ph.Capture(user, "in_filter")) { }
        var q = from k in Keys select _ph.GetFeatureFlagAsync("in-query", user);
        var t = (_ph.Capture(user, "in_tuple"), 1);
        Func<Task> f = async delegate { _ph.Capture(user, "in_delegate"); };
        static void StaticLocal(IPostHogClient p, string n) => p.Capture("u", n);
        StaticLocal(_ph, "static_local");
        var send = (string n) => _ph.Capture(user, n);
        send("lambda_var");
        goto end;
        end: _ph.Capture(user, "labelled");
        if (user is { Length: > 3 }) _ph.Capture(user, "pattern");
        _ph.Capture(user, user.Length > 3 ? "len_a" : user == "x" ? "len_b" : "len_c");
        const string local = "local_const";
        _ph.Capture(user, local);
        _ph.Capture(user, local + "_" + nameof(Kind.B));
        _ph.Capture(user, $"{nameof(Service)}.{nameof(Go)}");
        _ph.Capture(user, $"{Kind.A}_x");
        _ph.Capture(user, Kind.B.ToString().ToLowerInvariant());
        _ph.Capture(user, $@"verb\atim_{Area}");
    }
}

public enum Kind { A, B }
public class Msg { public string Id { get; init; } = "x"; public string Name { get; set; } public Dictionary<string, object> Props { get; set; } }
public class Settings { public string Event { get; set; } }
public abstract class Job<T> { protected abstract IPostHogClient Client { get; } protected void Done(string n) => Client.Capture("u", n); }
public class ImportJob(IPostHogClient ph) : Job<int> { protected override IPostHogClient Client => ph; public void Run() => Done("job_done"); }
public static class Ph { private static IPostHogClient _c; public static void Init(IPostHogClient c) => _c = c; public static bool On(string k) => _c.IsFeatureEnabledAsync(k, "u").Result ?? false; }
public class Uses { public void A() { if (Ph.On("static-on")) { } } }
public class Prop { public IPostHogClient PostHog { get; set; } public required IPostHogClient Req { get; init; } public void A() { PostHog.Capture("u", "prop_inject"); Req.Capture("u", "req_inject"); } }
public class Inject { [Inject] private IPostHogClient Ph { get; set; } = default!; void B() => Ph.Capture("u", "blazor"); }
public class Filter : IAsyncActionFilter { public async Task X(Ctx ctx) { var c = ctx.HttpContext.RequestServices.GetService(typeof(IPostHogClient)) as IPostHogClient; c?.Capture("u", "typeof_service"); } }
public class Factory(IServiceProvider sp) { private IPostHogClient C => sp.GetRequiredService<IPostHogClient>(); public void A() => C.Capture("u", "getter_client"); }
public class Gate2(IPostHogClient posthog) { public Task<bool?> For(string key) => posthog.IsFeatureEnabledAsync(key, "u"); }
public class UsesGate(Gate2 gate) { public async Task A() { if (await gate.For("gate-class") == true) { } var x = await gate.For(key: "gate-named") is true; } }
