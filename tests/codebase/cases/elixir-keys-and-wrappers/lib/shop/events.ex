defmodule Shop.Events do
  @moduledoc """
  PostHog.capture("no_doc", %{})
  """
  @opened "ex_opened"
  @prefix "cart"
  @all %{paid: "ex_paid", refunded: "ex_refunded"}

  def opened, do: @opened
  def closed(), do: "#{@prefix}_closed"
  def all, do: @all

  def name(:start), do: "ex_start"
  def name(:stop), do: "ex_stop"

  def for_plan(plan) do
    case plan do
      "pro" -> "ex_pro"
      _ -> "ex_free"
    end
  end

  defmodule Flags do
    def gate, do: "ex-gate"
  end
end
