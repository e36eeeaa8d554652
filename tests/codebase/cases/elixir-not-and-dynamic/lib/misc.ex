defmodule Misc do
  import PostHog
  require Logger

  # PostHog.capture("no_comment")
  def negatives(conn) do
    Camera.capture("no_camera")
    Sentry.capture_message("no_sentry")
    LaunchDarkly.check("no-ld", conn)
    FunWithFlags.enabled?(:no_fwf)
    Logger.info("PostHog.capture(\"no_log\")")
    Regex.named_captures(~r/no_regex/, "x")
    text = """
    PostHog.capture("no_heredoc")
    """
    text
  end

  def imported, do: capture("ex_imported", %{})

  def old(user) do
    Posthog.capture("ex_v1", %{distinct_id: user.id})
    Posthog.feature_flag_enabled?("ex-v1", user.id)
  end

  def dynamic(params) do
    PostHog.capture(params["event"], %{})
    PostHog.FeatureFlags.check("flag-#{params.id}", "u")
    PostHog.capture(System.get_env("EVENT"), %{})
  end

  def uncalled(event), do: PostHog.capture(event, %{})

  def on_cart(:opened), do: PostHog.capture("ex_clause_a", %{})
  def on_cart(:closed), do: PostHog.capture("ex_clause_b", %{})

  def rebind do
    name = "ex_r1"
    PostHog.capture(name, %{})
    name = "ex_r2"
    PostHog.capture(name, %{})
  end

  def multi(event) do
    event
    |> String.trim()
    |> PostHog.capture(%{})
  end

  def kind(kind) do
    event =
      case kind do
        :a -> "ex_kind_a"
        :b -> "ex_kind_b"
      end

    PostHog.capture(event, %{})
  end
end

defmodule Misc.Local do
  def capture(event), do: IO.puts(event)
  def run, do: capture("no_local")
end

defmodule Misc.Named do
  def run(ph), do: ph.capture("no_dynamic_module")
end
