-- Kamailio: table acc in MySQL or MariaDB, with the extra columns src_user, dst_user, src_ip and
-- dst_domain. It needs an index on time.
--
-- acc has a row a transaction, not a call: only INVITEs count here. It knows no talk time, so every
-- INVITE that was answered with 2xx counts as one second; use the talk figures of another source.
-- The reason is the SIP code: set catalog.table to sip.
SELECT
  UNIX_TIMESTAMP(time) * 1000 AS place_ms,
  id,
  UNIX_TIMESTAMP(time) * 1000 AS start_ms,
  CASE WHEN sip_code LIKE '2%' THEN 1 ELSE 0 END AS talk_s,
  CAST(sip_code AS SIGNED) AS reason,
  src_user AS caller,
  dst_user AS callee,
  src_ip AS mapping_gateway,
  dst_domain AS routing_gateway
FROM acc
WHERE time >= FROM_UNIXTIME(:position / 1000)
  AND time < FROM_UNIXTIME(:to / 1000)
  AND method = 'INVITE'
ORDER BY time
LIMIT :limit
