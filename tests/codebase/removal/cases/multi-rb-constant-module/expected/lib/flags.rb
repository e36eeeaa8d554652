module Flags
  OTHER = 'other'.freeze
end
