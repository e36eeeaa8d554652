namespace Shop.Analytics;

public static class Names
{
    public const string Prefix = "app_";
    public const string Paid = Prefix + "paid", Second = "second";
    public static readonly string Readonly = "readonly_key";
    public static string Property => "property_key";
    public static string Auto { get; } = "auto_key";
    public const string Interpolated = $"{Prefix}interpolated";
    public static class Nested { public const string Deep = "deep_key"; }
    public static readonly string[] All = { "all_a", "all_b" };
    public static readonly Dictionary<string, string> Table = new() { ["left"] = "table_left", ["right"] = "table_right" };
    public static string Of(Ev e) => e switch { Ev.Paid => "of_paid", Ev.Opened => "of_opened", _ => throw new Exception() };
}

public enum Ev { Paid, Opened = 3 }

public record Message(string Event, string Id = "x");
