-- A plain CDR table in Trino (Iceberg, Hive, Delta Lake, ...), to copy and change:
--
--   CREATE TABLE cdr (
--     id bigint,
--     started_at timestamp(3) with time zone,
--     ended_at timestamp(3) with time zone,
--     talk_seconds integer,
--     billed_seconds integer,
--     pdd_ms integer,
--     end_reason integer,
--     ended_by varchar,           -- caller, callee, server
--     caller varchar,
--     callee varchar,
--     in_gateway varchar,
--     out_gateway varchar,
--     customer varchar,
--     customer_name varchar,
--     fee decimal(18, 6)
--   );
--
-- It is asked with each question: compare :from and :to (UTC epoch ms) with the column that the
-- table is partitioned by, so that other days are not read. Times without a zone are made UTC by
-- with_timezone(started_at, 'UTC'). Each call must come once.
SELECT
  id,
  CAST(to_unixtime(started_at) * 1e3 AS bigint) AS start_ms,
  CAST(to_unixtime(ended_at) * 1e3 AS bigint) AS stop_ms,
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
WHERE started_at >= from_unixtime(:from / 1e3)
  AND started_at < from_unixtime(:to / 1e3)
