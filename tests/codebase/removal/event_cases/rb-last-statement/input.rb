class Orders
  def place(order)
    order.save
    $posthog.capture(distinct_id: order.user_id, event: 'order placed')
  end
end
