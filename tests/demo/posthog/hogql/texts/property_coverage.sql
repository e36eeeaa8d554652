SELECT event, count() AS total,
       countIf(properties[{p0}] IS NOT NULL) AS c0, countIf(properties[{p1}] IS NOT NULL) AS c1
FROM events
WHERE event IN {names} AND timestamp >= fromUnixTimestamp({since}) AND timestamp < fromUnixTimestamp({until})
GROUP BY event LIMIT 501
