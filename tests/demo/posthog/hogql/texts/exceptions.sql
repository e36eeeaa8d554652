SELECT issue_id, toUnixTimestamp(toStartOfFiveMinutes(timestamp)) AS bucket, count() AS occurrences,
       uniq(distinct_id) AS users, uniqIf($session_id, $session_id != '') AS sessions
FROM events
WHERE event = '$exception' AND timestamp >= fromUnixTimestamp({since}) AND timestamp < fromUnixTimestamp({until})
GROUP BY issue_id, bucket ORDER BY bucket, issue_id LIMIT 50000
