defmodule MiscTest do
  use ExUnit.Case
  import Mox

  test "captures" do
    expect(PostHogMock, :capture, fn "no_expect", _ -> :ok end)
    assert_called PostHog.capture("no_assert", %{})
    assert called(PostHog.capture("no_called", %{}))
    PostHog.capture("ex_in_test", %{})
  end
end
