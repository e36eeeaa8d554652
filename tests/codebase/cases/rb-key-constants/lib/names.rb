module Shop
  module Events
    PAID = 'co_paid'.freeze
    ALL = %w[co_a1 co_a2].freeze
    SYMS = %i[co_s1 co_s2].freeze
    TABLE = {
      open: 'co_open',
      'close' => 'co_close',
      deep: { er: { est: 'co_deepest' } }
    }.freeze
    PREFIX = 'co'
    JOINED = "#{PREFIX}_joined"
    PLUS = PREFIX + '_plus'
    LIST = [PREFIX, 'list'].join('_')
    ALIAS = PAID
    class Flags
      BETA = 'co-beta'
      OTHER = Shop::Events::PREFIX + '-other'
    end
  end
end

module Shop
  module Events
    REOPENED = 'co_reopened'
  end
  LIMIT = 'co_limit'
end

class Shop::Compact
  NAME = 'co_compact'
end
EVENT_NAMES = { signup: 'co_signup' }
ROOT = :co_root
