-- A plain CDR table in ClickHouse, to copy and change:
--
--   CREATE TABLE cdr (
--     id UInt64,
--     started_at DateTime64(3, 'UTC'),
--     ended_at DateTime64(3, 'UTC'),
--     talk_seconds UInt32,
--     billed_seconds UInt32,
--     pdd_ms Nullable(Int32),
--     end_reason Int32,
--     ended_by LowCardinality(String),  -- caller, callee, server
--     caller String,
--     callee String,
--     in_gateway LowCardinality(String),
--     out_gateway LowCardinality(String),
--     customer LowCardinality(String),
--     customer_name LowCardinality(String),
--     fee Decimal(18, 6)
--   ) ENGINE = MergeTree ORDER BY started_at;
--
-- It is asked with each question: compare :from and :to (UTC epoch ms) with the column that the
-- table is ordered by. Each call must come once: with a ReplacingMergeTree write FROM cdr FINAL.
SELECT
  id,
  toUnixTimestamp64Milli(started_at) AS start_ms,
  toUnixTimestamp64Milli(ended_at) AS stop_ms,
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
WHERE started_at >= fromUnixTimestamp64Milli(toInt64(:from))
  AND started_at < fromUnixTimestamp64Milli(toInt64(:to))
