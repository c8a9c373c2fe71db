-- FusionPBX: table v_xml_cdr in PostgreSQL.
--
-- Followed by end_stamp. If your version has no index on it, make one on a replica, or change the
-- SELECT to start_stamp, which has one, and set source.window to the longest call.
-- The reason is FreeSWITCH's Q.850 number: set catalog.table to q850.
SELECT
  CAST(FLOOR(EXTRACT(EPOCH FROM end_stamp) * 1000) AS BIGINT) AS place_ms,
  CAST(xml_cdr_uuid AS TEXT) AS id,
  CAST(FLOOR(EXTRACT(EPOCH FROM start_stamp) * 1000) AS BIGINT) AS start_ms,
  CAST(FLOOR(EXTRACT(EPOCH FROM end_stamp) * 1000) AS BIGINT) AS stop_ms,
  billsec AS talk_s,
  billsec AS billed_s,
  CASE WHEN pdd_ms > 0 THEN pdd_ms ELSE -1 END AS pdd_ms,
  hangup_cause_q850 AS reason,
  CASE sip_hangup_disposition
    WHEN 'recv_bye' THEN 'caller'
    WHEN 'recv_cancel' THEN 'caller'
    WHEN 'send_bye' THEN 'callee'
    WHEN 'send_refuse' THEN 'callee'
    ELSE 'unknown'
  END AS ended_by,
  caller_id_number AS caller,
  destination_number AS callee,
  network_addr AS mapping_gateway,
  COALESCE(accountcode, domain_name) AS customer,
  domain_name AS customer_name
FROM v_xml_cdr
WHERE end_stamp >= to_timestamp(:position / 1000.0)
  AND end_stamp < to_timestamp(:to / 1000.0)
ORDER BY end_stamp
LIMIT :limit
