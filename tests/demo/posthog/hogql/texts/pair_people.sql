SELECT count() AS people, countIf(s > 0 AND f = 0) AS started_only, countIf(s = 0 AND f > 0) AS finished_only
FROM (SELECT distinct_id, countIf(event = {start}) AS s, countIf(event = {finish}) AS f FROM events
      WHERE event IN {pair} AND timestamp >= fromUnixTimestamp({since}) AND timestamp < fromUnixTimestamp({until})
      GROUP BY distinct_id)
LIMIT 1
