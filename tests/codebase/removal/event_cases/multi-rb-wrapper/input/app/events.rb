module Events
  ORDER_PLACED = 'order placed'.freeze
  ORDER_SHIPPED = 'order shipped'.freeze
end
