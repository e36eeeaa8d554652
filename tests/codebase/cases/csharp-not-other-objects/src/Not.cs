using LaunchDarkly.Sdk.Server;
using Segment;
using Mixpanel;
using PostHog;
using Moq;

namespace Shop;

/// <summary>
/// <code>posthog.Capture("u", "xml_doc");</code>
/// </summary>
public class Camera { public void Capture(string a, string b) { } public bool IsEnabled(string k) => true; }

public class Not
{
    // posthog.Capture("u", "comment");
    /* posthog.Capture("u", "block"); */
    public async Task Run(Camera camera, LdClient ld, IFeatureManager features, dynamic client, Hub events, Mock<IPostHogClient> mock, IPostHogClient posthog)
    {
        camera.Capture("u", "camera");
        ld.BoolVariation("ld-flag", user, false);
        Segment.Analytics.Client.Track("u", "segment");
        new MixpanelClient("t").Track("mixpanel", new { });
        if (camera.IsEnabled("camera-flag")) { }
        if (await features.IsEnabledAsync("ms-flag")) { }
        client.Capture("u", "client");
        events.Capture("u", "events");
        var fake = new Camera();
        fake.Capture("u", "fake");
        mock.Verify(x => x.Capture("u", "verified", null), Times.Once);
        mock.Setup(x => x.IsFeatureEnabledAsync("setup", "u")).ReturnsAsync(true);
        A.CallTo(() => posthog.Capture("u", "called_to")).MustHaveHappened();
        posthog.Received().Capture("u", "received");
        posthog.IsFeatureEnabledAsync("returns", "u").Returns(true);
        posthog.CaptureException(new Exception("x"), "u");
        posthog.CapturePageView("u", "/path");
        await posthog.IdentifyAsync("u", "email", null, null, null);
        await posthog.GroupIdentifyAsync("company", "x", null, null);
        await posthog.FlushAsync();
        var text = "posthog.Capture(\"u\", \"text\")";
        var raw = """posthog.Capture("u", "raw")""";
        Capture("u", "own_method");
        var posthogLike = new Camera();
        posthogLike.Capture("u", "like");
        SentrySdk.CaptureMessage("x");
    }

    private void Capture(string a, string b) { }

    [FeatureGate("gate-no-provider")]
    public void Gated() { }
}
