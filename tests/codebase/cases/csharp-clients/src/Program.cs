using PostHog;

var builder = WebApplication.CreateBuilder(args);
builder.AddPostHog();
var app = builder.Build();
app.MapGet("/", async (IPostHogClient posthog, string id) =>
{
    posthog.Capture(id, "minimal");
    return await posthog.IsFeatureEnabledAsync("minimal-flag", id);
});
app.MapPost("/x", (IPostHogClient c) => c.Capture("u", "expression_lambda"));
void Local(IPostHogClient c) => c.Capture("u", "local_function");
app.Run();
