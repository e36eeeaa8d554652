class Shop
  def pay(user, order)
    Stats.person(user.id, { plan: order.plan })
    Stats.note(user.id, "order_paid", { total: order.total })
  end
end
