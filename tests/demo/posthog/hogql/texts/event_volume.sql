SELECT event, count() AS total, countIf(timestamp >= fromUnixTimestamp({day_ago})) AS last_day,
       uniq(toDate(timestamp)) AS active_days, uniq(distinct_id) AS users,
       toUnixTimestamp(max(timestamp)) AS last_event
FROM events
WHERE event IN {names} AND timestamp >= fromUnixTimestamp({since}) AND timestamp < fromUnixTimestamp({until})
GROUP BY event LIMIT 501
