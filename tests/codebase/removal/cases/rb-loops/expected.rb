def drain(queue, user)
  queue
end
