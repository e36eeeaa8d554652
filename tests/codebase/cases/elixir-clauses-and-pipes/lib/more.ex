defmodule More.Config do
  @flags [search: "ex-search", chat: "ex-chat"]
  @table %{a: "ex_a", b: "ex_b"}
  def flag(name), do: Keyword.fetch!(@flags, name)
  def event(which), do: Map.get(@table, which)
  def any(which), do: @table[which]
end

defmodule More.Analytics do
  alias __MODULE__
  alias More.Config
  require PostHog

  @client PostHog

  def track(conn, event, props \\ [])
  def track(nil, _event, _props), do: :ok
  def track(%{assigns: %{user: user}} = conn, event, props) do
    props = Enum.into(props, %{})
    PostHog.capture(event, Map.put(props, :distinct_id, user.id))
    conn
  end

  def track_async(event) do
    Task.Supervisor.start_child(More.Tasks, fn ->
      PostHog.capture(event, %{distinct_id: "x"})
    end)
  end

  def sampled(event, rate) do
    if :rand.uniform() < rate do
      PostHog.capture(event, %{})
    end
  end

  def with_default(event \\ "ex_default"), do: PostHog.capture(event, %{})

  def instance(event), do: @client.capture(event, %{})

  def struct_event(%More.Event{name: name}), do: PostHog.capture(name, %{})

  def rescue_it(event) do
    PostHog.capture(event, %{})
  rescue
    _ -> :error
  end

  def flag(key, user) do
    case PostHog.FeatureFlags.check(key, user.id) do
      {:ok, v} -> v
      {:error, _} -> false
    end
  end

  def pipeline(user) do
    user
    |> build()
    |> then(fn id -> PostHog.FeatureFlags.check!("ex-piped-fn", id) end)
  end

  def variant(user) do
    "ex-variant"
    |> PostHog.FeatureFlags.get_feature_flag_result!(user.id)
    |> Map.get(:variant)
  end

  def snapshot(user) do
    with {:ok, snap} <- PostHog.FeatureFlags.evaluate_flags(user.id),
         true <- PostHog.FeatureFlags.Evaluations.enabled?(snap, "ex-in-with") do
      Analytics.track_async("ex_self_alias")
    end
  end

  def run(conn, user, which) do
    track(conn, "ex_three")
    conn |> track("ex_piped_conn", plan: 1)
    conn
    |> track("ex_chain_1")
    |> track("ex_chain_2")
    __MODULE__.track_async("ex_module")
    More.Analytics.sampled("ex_sampled", 0.1)
    with_default()
    with_default("ex_given")
    instance("ex_attr_client")
    struct_event(%More.Event{name: "ex_struct"})
    rescue_it("ex_rescued")
    PostHog.capture(Config.event(:a), %{})
    PostHog.capture(Config.any(which), %{})
    if flag(Config.flag(:search), user), do: :ok
    unless flag("ex-unless", user), do: :no
    Enum.map([:a, :b], fn name -> PostHog.capture("ex_#{name}", %{}) end)
    [a: "ex_kw"] |> Enum.each(fn {_k, v} -> PostHog.capture(v, %{}) end)
    PostHog.capture("ex_mixed", %{"k" => "v", plan: :pro, "$feature/ex-mixed": "on"})
    PostHog.capture("$pageview", %{})
    PostHog.set_context(%{"$feature/ex-ctx" => true})
    spawn(fn -> track_async("ex_spawned") end)
    fun = &track_async/1
    fun.("ex_fun_ref")
    apply(PostHog, :capture, ["ex_apply", %{}])
  end
end

defmodule MoreWeb.Live do
  use MoreWeb, :live_view
  import More.Analytics

  @impl true
  def handle_event("save", %{"name" => name}, socket) do
    PostHog.capture("ex_saved", %{name: name})
    {:noreply, socket}
  end

  def handle_event(event, _params, socket) do
    PostHog.capture(event, %{})
    {:noreply, socket}
  end

  def mount(_params, _session, socket) do
    track(socket, "ex_mounted", page: 1)
    {:ok, assign(socket, beta: flag("ex-live", socket.assigns.user))}
  end

  def render(assigns) do
    ~H"""
    <div :if={PostHog.FeatureFlags.check!("no-template", 1)} />
    """
  end
end
