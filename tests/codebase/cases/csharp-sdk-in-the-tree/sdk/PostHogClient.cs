namespace PostHog;

public sealed class PostHogClient
{
    private readonly Queue<string> _queue = new();

    public bool Capture(string distinctId, string eventName)
    {
        _queue.Enqueue(eventName);
        return true;
    }
}
