using PostHog;
using Shop.Analytics;
using static Shop.Analytics.Names.Nested;
using N = Shop.Analytics.Names;

namespace Shop.Web;

public class Use(IPostHogClient posthog)
{
    private const string Own = "own_const";
    private readonly string _field = "field_key";

    public void Run(string user, bool x, string given, Ev ev)
    {
        posthog.Capture(user, Names.Paid);
        posthog.Capture(user, Names.Second);
        posthog.Capture(user, Names.Readonly);
        posthog.Capture(user, Names.Property);
        posthog.Capture(user, Names.Auto);
        posthog.Capture(user, N.Interpolated);
        posthog.Capture(user, Names.Nested.Deep);
        posthog.Capture(user, Deep);
        posthog.Capture(user, Shop.Analytics.Names.Paid);
        posthog.Capture(user, Analytics.Names.Second);
        posthog.Capture(user, Own);
        posthog.Capture(user, _field);
        posthog.Capture(user, Ev.Paid.ToString());
        posthog.Capture(user, nameof(Ev.Opened));
        posthog.Capture(user, nameof(Run));
        posthog.Capture(user, Names.Of(Ev.Paid));
        posthog.Capture(user, Names.Of(ev));
        posthog.Capture(user, "esc\"aped\u0041");
        posthog.Capture(user, @"verb""atim");
        posthog.Capture(user, """raw"key""");
        posthog.Capture(user, $"{Names.Prefix}hole_{Own}");
        posthog.Capture(user, "con" + "cat_" + Own);
        posthog.Capture(user, string.Format("{0}_format", Own));
        posthog.Capture(user, string.Join("_", "jo", "ined"));
        posthog.Capture(user, string.Concat("con", "cated"));
        posthog.Capture(user, x ? "tern_a" : Own);
        posthog.Capture(user, given ?? Names.Second);
        var sw = given switch { "a" => "sw_a", "b" or "c" => "sw_b", _ => "sw_c" };
        posthog.Capture(user, sw);
        string branch;
        if (x) branch = "branch_a"; else branch = "branch_b";
        posthog.Capture(user, branch);
        string cased;
        switch (given)
        {
            case "a": cased = "case_a"; break;
            default: cased = "case_b"; break;
        }
        posthog.Capture(user, cased);
        foreach (var e in Names.All) posthog.Capture(user, e);
        foreach (string e in new[] { "in_a", "in_b" }) { posthog.Capture(user, e); }
        posthog.Capture(user, Names.Table["left"]);
        posthog.Capture(user, Names.Table[given]);
        posthog.Capture(eventName: "named", distinctId: user);
        posthog.Capture(user, eventName: "half_named");
        posthog.Capture(user, "props", new Dictionary<string, object> { ["$feature/prop-a"] = true, ["event"] = "no" });
        posthog.Capture(user, "props_b", properties: new() { { "$feature/prop-b", "x" } });
        var p = new Dictionary<string, object>();
        p["$feature/prop-c"] = true;
        posthog.Capture(user, "props_c", p);
        posthog.Capture(user, "$feature_flag_called", new() { ["$feature_flag"] = "called-flag" });
        posthog.Capture(user, $"dyn_{user}");
        posthog.Capture(user, given.ToLower());
        posthog.Capture(user, Environment.GetEnvironmentVariable("E"));
        posthog.Capture(user, ev.ToString());
        var m = new Message("record_key");
        posthog.Capture(m.Id, m.Event);
        var anon = new { Event = "anon_key", user };
        posthog.Capture(user, anon.Event);
        var (a, b) = ("tuple_a", "tuple_b");
        posthog.Capture(a, b);
        var s = "mutable";
        s += "x";
        posthog.Capture(user, s);
    }
}
