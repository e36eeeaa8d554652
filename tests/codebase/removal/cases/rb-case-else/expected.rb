def copy(user)
  # whoever else
  # plain
  'C'
end
