class Stats
  def self.note(who, name, more = {})
    StatsJob.perform_later("event", { distinct_id: who, event: name, properties: more })
  end

  def self.person(who, more = {})
    StatsJob.perform_later("person", { distinct_id: who, properties: more })
  end

  def self.sent(message)
    StatsJob.perform_later("event", message.to_message)
  end
end
