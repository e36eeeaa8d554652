def place(order)
  order.ship
end
