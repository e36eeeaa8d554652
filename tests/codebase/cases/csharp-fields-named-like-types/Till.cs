using PostHog;

namespace Shop;

public class Insights(IPostHogClient client)
{
    public void Note(string who, string name) => client.Capture(who, name);
}

public class Money
{
    public Money? Next { get; set; }
    public Currency Currency { get; set; } = new();
}

public class Currency
{
    public string Code { get; set; } = "";
}

public class Till
{
    private readonly Money _first = new();

    public Insights Insights { get; init; } = null!;
    public Money Money { get; set; } = new();

    public void Pay(string who, IPostHogClient posthog)
    {
        Insights.Note(who, "till paid");
        this.Insights.Note(who, "till counted");
        posthog.Capture(who, Money.Currency.Code);
    }
}
