defmodule Shop.Tracker do
  alias PostHog, as: PH
  alias Shop.Events

  @doc "PostHog.capture(\"no_doc_line\")"
  @spec track(String.t(), map()) :: :ok
  def track(event, props \\ %{}) when is_binary(event) do
    PH.capture(event, Map.merge(%{source: "web"}, props))
  end

  def track_for(user, event), do: track(event, %{distinct_id: user.id})

  def verb(area, verb) do
    name = area <> "_" <> verb
    PostHog.capture("app_#{name}", %{})
  end

  def started, do: track(Events.name(:start))

  def with_map(%{event: event, user: user}) do
    PostHog.bare_capture(event, user.id, %{})
  end

  def with_opts(opts) do
    PostHog.capture(Keyword.get(opts, :event), %{})
  end

  def later(event) do
    Task.start(fn -> PostHog.capture(event, %{}) end)
  end

  def enabled?(key, user), do: PostHog.FeatureFlags.check!(key, user.id)

  def beta?(user) do
    PostHog.FeatureFlags.check!("ex-beta", user.id)
  end

  def checkout?(user) do
    case PostHog.FeatureFlags.check("ex-checkout", user.id) do
      {:ok, enabled} -> enabled
      _ -> false
    end
  end

  def strict?(user) do
    case PostHog.FeatureFlags.check("ex-strict", user.id) do
      {:ok, true} -> true
      _ -> false
    end
  end

  def chained?(user) do
    with {:ok, value} <- PostHog.FeatureFlags.check("ex-with", user.id) do
      value
    else
      _ -> false
    end
  end

  defdelegate send_event(event, props), to: Shop.Tracker, as: :track
end
