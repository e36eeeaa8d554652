defmodule MyApp.PostHogClient do
  @behaviour MyApp.Analytics
  def capture(event, props), do: PostHog.capture(event, props)
  def feature?(key, user), do: match?({:ok, true}, PostHog.FeatureFlags.check(key, user))
end

defmodule MyApp.Analytics do
  @callback capture(String.t(), map()) :: :ok
  def impl, do: Application.get_env(:my_app, :analytics, MyApp.PostHogClient)
end

defmodule MyApp.Keys do
  @moduledoc false
  defmacro signup, do: "ex_macro_key"
  @events [signup: "ex_signup", login: "ex_login"]
  for {k, v} <- @events do
    def unquote(k)(), do: unquote(v)
  end
  def list, do: ["ex_l1", "ex_l2"]
  def prefix(name), do: "shop_" <> name
  def sigil, do: ~S(ex_sigil_s)
  def get(:one), do: "ex_g1"
  def get(_), do: "ex_g2"
end

defmodule MyApp.Worker do
  use Oban.Worker
  alias MyApp.{Keys, PostHogClient}
  alias PostHog.FeatureFlags, as: FF

  @impl Oban.Worker
  def perform(%Oban.Job{args: %{"event" => event}}) do
    PostHog.capture(event, %{})
  end

  def go(user) do
    PostHogClient.capture("ex_client_mod", %{})
    PostHogClient.feature?("ex-client-feature", user)
    PostHog.capture(Keys.prefix("cart"), %{})
    PostHog.capture(Keys.sigil(), %{})
    PostHog.capture(Keys.get(:one), %{})
    for e <- Keys.list(), do: PostHog.capture(e, %{})
    Enum.each(Keys.list(), &PostHog.capture(&1, %{user: user}))
    event = if user.paid, do: "ex_if_a", else: "ex_if_b"
    PostHog.capture(event, %{})
    event =
      if user.old do
        "ex_ifb_a"
      else
        "ex_ifb_b"
      end
    PostHog.capture(event)
    {name, props} = {"ex_destructured", %{}}
    PostHog.capture(name, props)
    %{name: inner} = %{name: "ex_map_destructured"}
    PostHog.capture(inner)
    if FF.check!("ex-ff", user.id), do: :ok
    case FF.get_feature_flag_result("ex-res", user.id) do
      {:ok, %{variant: "a"}} -> 1
      _ -> 2
    end
    cond do
      FF.check!("ex-cond", user.id) -> 1
      true -> 2
    end
    PostHog.FeatureFlags.check!(:my_instance, "ex-atom-inst", user.id)
    PostHog.capture(:my_instance, "ex_atom_inst", %{})
    PostHog.bare_capture(MyApp.PostHog, "ex_bare_inst", user.id, %{"$feature/ex-bare" => 1})
    PostHog.capture("$feature_flag_called", %{"$feature_flag" => "ex-called"})
    Repo.transaction(fn -> log(user, "ex_in_tx") end)
    user |> log("ex_piped_second")
    log(user, "ex_do_kw", amount: 1)
    try do
      log(user, "ex_in_try")
    rescue
      _ -> log(user, "ex_in_rescue")
    end
    log(user, user.event)
    log(user, "ex_#{user.kind}")
  end

  defp log(user, event, props \\ []) when is_binary(event) do
    PostHog.capture(event, Map.new([{:distinct_id, user.id} | props]))
    user
  end

  def gate(user), do: not FF.check!("ex-not", user.id)
  def gate2(user), do: FF.check!("ex-and", user.id) && user.admin
  def gate3(user) do
    {:ok, value} = FF.check("ex-g3", user.id)
    value
  end
  def use_gates(u) do
    if gate(u), do: gate2(u)
    gate3(u)
  end
end
