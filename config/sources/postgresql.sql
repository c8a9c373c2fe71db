-- A plain CDR table in PostgreSQL, to copy and change:
--
--   CREATE TABLE cdr (
--     id bigint PRIMARY KEY,
--     started_at timestamptz NOT NULL,
--     ended_at timestamptz NOT NULL,
--     talk_seconds integer NOT NULL,
--     billed_seconds integer,
--     pdd_ms integer,
--     end_reason integer NOT NULL,
--     ended_by text,           -- caller, callee, server
--     caller text,
--     callee text,
--     in_gateway text,
--     out_gateway text,
--     customer text,
--     customer_name text,
--     fee numeric
--   );
--   CREATE INDEX ON cdr (ended_at);
SELECT
  CAST(FLOOR(EXTRACT(EPOCH FROM ended_at) * 1000) AS BIGINT) AS place_ms,
  id,
  CAST(FLOOR(EXTRACT(EPOCH FROM started_at) * 1000) AS BIGINT) AS start_ms,
  CAST(FLOOR(EXTRACT(EPOCH FROM ended_at) * 1000) AS BIGINT) AS stop_ms,
  talk_seconds AS talk_s,
  billed_seconds AS billed_s,
  pdd_ms,
  end_reason AS reason,
  ended_by,
  caller,
  callee,
  in_gateway AS mapping_gateway,
  out_gateway AS routing_gateway,
  customer,
  customer_name,
  fee
FROM cdr
WHERE ended_at >= to_timestamp(:position / 1000.0)
  AND ended_at < to_timestamp(:to / 1000.0)
ORDER BY ended_at
LIMIT :limit
