def import(rows, user)
  while rows.any?
    store(rows.shift)
  end
  rows
ensure
  close
end
