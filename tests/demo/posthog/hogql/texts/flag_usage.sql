SELECT properties.$feature_flag AS flag_key, properties.$feature_flag_response AS response,
       count() AS calls, countIf(timestamp >= fromUnixTimestamp({day_ago})) AS calls_24h,
       uniq(distinct_id) AS users, groupUniqArray(properties.$lib) AS libs,
       toUnixTimestamp(min(timestamp)) AS first_call, toUnixTimestamp(max(timestamp)) AS last_call
FROM events
WHERE event = '$feature_flag_called' AND properties.$feature_flag IS NOT NULL
  AND timestamp >= fromUnixTimestamp({since}) AND timestamp < fromUnixTimestamp({until})
GROUP BY flag_key, response ORDER BY calls DESC LIMIT 20001
