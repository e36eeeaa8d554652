def each_item(items, user)
  items.each do |item|
    next skip(item)
  end
  loop do
    step
    break
  end
  raise ArgumentError, 'closed'
end
