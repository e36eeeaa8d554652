using System;
using PostHog;
using Hog = PostHog.PostHogClient;

namespace Shop.Clients
{
    public sealed class Primary(IPostHogClient analytics, ILogger<Primary> logger)
    {
        public void Run(string user) => analytics.Capture(user, "primary");
    }

    public class Ordinary
    {
        private readonly IPostHogClient _client;
        private IPostHogClient? Maybe { get; set; }
        public PostHogClient Owned { get; } = new PostHogClient(new PostHogOptions { ProjectApiKey = "phc_owned" });
        private static readonly PostHogClient Shared = new(new PostHogOptions { ProjectApiKey = "phc_shared" });
        private Lazy<IPostHogClient> _lazy;

        public Ordinary(IPostHogClient client, IServiceProvider services)
        {
            _client = client ?? throw new ArgumentNullException(nameof(client));
            this.Maybe = services.GetService<IPostHogClient>();
        }

        public async Task Run(string user, IServiceProvider sp, HttpContext http)
        {
            _client.Capture(user, "field");
            this._client.Capture(user, "this_field");
            Maybe?.Capture(user, "maybe");
            Maybe!.Capture(user, "bang");
            Owned.Capture(user, "owned");
            Shared.Capture(user, "shared");
            Ordinary.Shared.Capture(user, "qualified");
            sp.GetRequiredService<IPostHogClient>().Capture(user, "service");
            var scoped = http.RequestServices.GetRequiredService<IPostHogClient>();
            scoped.Capture(user, "scoped");
            using var own = new Hog(new PostHogOptions { ProjectApiKey = Environment.GetEnvironmentVariable("K") });
            own.Capture(user, "alias");
            await using var second = new PostHog.PostHogClient(new PostHogOptions { ProjectApiKey = "phc_second" });
            second.Capture(user, "second");
            IPostHogClient declared = Make();
            declared.Capture(user, "declared");
            Make().Capture(user, "made");
            if (http.Items["x"] is IPostHogClient matched)
            {
                matched.Capture(user, "matched");
            }
            var cast = (IPostHogClient)http.Items["y"];
            cast.Capture(user, "cast");
            (http.Items["z"] as IPostHogClient)?.Capture(user, "as");
            _lazy.Value.Capture(user, "lazy");
            _client
                .Capture(
                    user,
                    "chained");
            foreach (var c in new[] { _client })
            {
                c.Capture(user, "looped");
            }
            var picked = user == "x" ? _client : Owned;
            picked.Capture(user, "picked");
            await UnknownPosthog.Capture(user, "by_name");
        }

        private IPostHogClient Make() => new PostHogClient(new PostHogOptions { ProjectApiKey = "phc_made" });
    }
}
