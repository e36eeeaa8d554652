SELECT toUnixTimestamp(toStartOfDay(toTimeZone(timestamp, 'UTC'))) AS day,
       countIf(event = {start}) AS starts, countIf(event = {finish}) AS finishes,
       uniqIf(distinct_id, event = {start}) AS start_users, uniqIf(distinct_id, event = {finish}) AS finish_users
FROM events
WHERE event IN {pair} AND timestamp >= fromUnixTimestamp({since}) AND timestamp < fromUnixTimestamp({until})
GROUP BY day ORDER BY day LIMIT 1001
