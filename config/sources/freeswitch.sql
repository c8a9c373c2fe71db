-- FreeSWITCH: table cdr of mod_cdr_pg_csv in PostgreSQL. It needs an index on end_stamp.
--
-- end_stamp is read in the zone of the database session if the column has none of its own.
-- The reason is a text such as NO_ROUTE_DESTINATION: it is mapped by name, set catalog.table to
-- q850.
SELECT
  CAST(FLOOR(EXTRACT(EPOCH FROM CAST(end_stamp AS TIMESTAMPTZ)) * 1000) AS BIGINT) AS place_ms,
  CAST(uuid AS TEXT) AS id,
  CAST(FLOOR(EXTRACT(EPOCH FROM CAST(start_stamp AS TIMESTAMPTZ)) * 1000) AS BIGINT) AS start_ms,
  CAST(FLOOR(EXTRACT(EPOCH FROM CAST(end_stamp AS TIMESTAMPTZ)) * 1000) AS BIGINT) AS stop_ms,
  billsec AS talk_s,
  billsec AS billed_s,
  hangup_cause AS reason,
  caller_id_number AS caller,
  destination_number AS callee,
  context AS mapping_gateway,
  accountcode AS customer
FROM cdr
WHERE end_stamp >= to_timestamp(:position / 1000.0)
  AND end_stamp < to_timestamp(:to / 1000.0)
ORDER BY end_stamp
LIMIT :limit
