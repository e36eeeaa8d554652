def place(order)
  if order.gift
    order.wrap!
  end
  order.ship
end
