SELECT properties.$feature_flag AS flag_key, count() AS calls, uniq(distinct_id) AS users,
       toUnixTimestamp(max(timestamp)) AS last_call
FROM events
WHERE event = '$feature_flag_called' AND properties.$feature_flag IS NOT NULL
  AND timestamp >= fromUnixTimestamp({since}) AND timestamp < fromUnixTimestamp({until})
  AND properties.$feature_flag NOT IN (SELECT key FROM system.feature_flags WHERE deleted = 0)
GROUP BY flag_key HAVING calls >= {min_calls} ORDER BY calls DESC LIMIT 501
