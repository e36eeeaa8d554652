class Orders
  def place(order)
    order.save!

    # For the weekly report.
    $posthog.capture({
      distinct_id: order.user_id,
      event: 'order placed',
      properties: { total: order.total.to_s, at: Time.now.iso8601 }
    })

    Mailer.send_receipt(order)
  end
end
