defmodule Shop.Cart do
  use Shop.Tracking

  alias PostHog.FeatureFlags
  alias PostHog.FeatureFlags.Evaluations
  alias Shop.{Events, Tracker}
  alias Shop.Tracker, as: T
  import Shop.Tracker, only: [track: 1, track_for: 2]

  @plan "ex_plan"
  @steps ["ex_one", "ex_two"]
  @names %{"due" => "ex_due", paid: "ex_paid"}
  @gate "ex-module-gate"

  def run(user, unknown) do
    PostHog.capture(Events.opened(), %{distinct_id: user.id})
    PostHog.capture(Events.closed(), %{"$feature/ex-prop": true})
    PostHog.capture("ex_string_key", %{"$feature/ex-skey" => "x", :"$feature/ex-akey" => true})
    PostHog.capture Events.all().paid, %{}
    PostHog.capture(@names["due"], %{})
    PostHog.capture(@names[:paid])
    PostHog.capture(@names.paid)
    PostHog.capture(MyApp.PostHog, @plan, %{})
    PostHog.bare_capture(MyApp.PostHog, "ex_bare", user.id)
    PostHog.bare_capture("ex_bare2", user.id, %{})
    "ex_piped" |> PostHog.capture(%{distinct_id: user.id})
    "ex_then" |> then(&PostHog.capture(&1, %{}))
    PostHog.capture(~s(ex_sigil), %{})
    PostHog.capture("it\u00e9 \"q\"", %{})
    PostHog.capture("#{@plan}_x", %{})

    track("ex_tracked")
    track_for(user, "ex_for")
    T.track("ex_t", %{a: 1})
    Tracker.verb("cart", "emptied")
    Tracker.with_map(%{event: "ex_map", user: user})
    Tracker.with_opts(event: "ex_opts")
    Tracker.later("ex_later")
    Tracker.send_event("ex_delegated", %{})
    "ex_pipe_wrap" |> Tracker.track()
    log_event("ex_used")
    Shop.Sink.Hog.emit("ex_sunk")
    private("ex_private")
    Tracker.track(Events.name(:stop))
    Tracker.track(Events.for_plan(user.plan))
    Tracker.track(if(user.new, do: "ex_new", else: "ex_old"))

    name =
      cond do
        user.a -> "ex_cond_a"
        true -> "ex_cond_b"
      end

    PostHog.capture(name, %{})
    Enum.each(@steps, fn step -> PostHog.capture(step, %{}) end)
    Enum.each(~w(ex_w1 ex_w2), &Tracker.track/1)
    Enum.each(["ex_c1"], &Tracker.track(&1))
    for step <- @steps, do: track(step)
    send = fn event -> PostHog.capture(event, %{}) end
    send.("ex_fn")
    capture = &PostHog.capture/2
    capture.("ex_ref", %{})
    Tracker.track(unknown)

    {:ok, on} = FeatureFlags.check(@gate, user.id)
    FeatureFlags.check!(MyApp.PostHog, "ex-inst", user.id)
    FeatureFlags.get_feature_flag_result("ex-result", user.id)
    FeatureFlags.get_feature_flag_result!(Events.Flags.gate(), user.id)
    {:ok, snap} = FeatureFlags.evaluate_flags(%{distinct_id: user.id, flag_keys: ["ex-asked", @gate]})
    Evaluations.enabled?(snap, "ex-snap")
    snap |> Evaluations.get_flag("ex-get")
    if Tracker.enabled?("ex-wrapped", user), do: on
    if Tracker.beta?(user) and Tracker.checkout?(user), do: :ok
    Tracker.strict?(user) || Tracker.chained?(user)
  end

  defp private(event), do: PostHog.capture(event, %{})
end
