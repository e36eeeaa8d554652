defmodule Shop.Tracking do
  defmacro __using__(_opts) do
    quote do
      import Shop.Tracking
      alias Shop.Events
    end
  end

  def log_event(event), do: PostHog.capture(event, %{})
end

defmodule Shop.Sink do
  @callback emit(String.t()) :: :ok
end

defmodule Shop.Sink.Hog do
  @behaviour Shop.Sink

  @impl true
  def emit(event), do: PostHog.capture(event, %{})
end
