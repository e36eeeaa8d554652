using PostHog;

namespace Shop;

public class Till(PostHogClient client)
{
    public void Pay(string who)
    {
        client.Capture(who, "till paid");
    }

    public static void Open(PostHogClient given) => given.Capture("till", "till opened");
}
