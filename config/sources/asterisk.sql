-- Asterisk: table cdr in MySQL or MariaDB (cdr_adaptive_odbc, cdr_mysql; FreePBX: database asteriskcdrdb).
--
-- The table has no column for the end of a call but an index on calldate, its start, so calls are
-- followed by their start. A row is written when the call ends: set source.window to the longest
-- call, for example 4h. calldate is local time; UNIX_TIMESTAMP and FROM_UNIXTIME read it in the zone
-- of the database server.
--
-- Where a call leaves several rows of one uniqueid (ring groups, queues), only one of them counts. To
-- count each, write CONCAT(uniqueid, '-', sequence) AS id, if the table has the column sequence.
--
-- A gateway is the name of a channel without what Asterisk puts behind its last hyphen.
--
-- The reason is a text (NO ANSWER, BUSY, FAILED, CONGESTION, ANSWERED): it is shown as it is, or
-- mapped by name to the code table of the source.
SELECT
  UNIX_TIMESTAMP(calldate) * 1000 AS place_ms,
  uniqueid AS id,
  UNIX_TIMESTAMP(calldate) * 1000 AS start_ms,
  UNIX_TIMESTAMP(calldate) * 1000 + duration * 1000 AS stop_ms,
  CASE WHEN disposition = 'ANSWERED' THEN billsec ELSE 0 END AS talk_s,
  billsec AS billed_s,
  disposition AS reason,
  src AS caller,
  dst AS callee,
  LEFT(channel, CHAR_LENGTH(channel) - LOCATE('-', REVERSE(channel))) AS mapping_gateway,
  LEFT(dstchannel, CHAR_LENGTH(dstchannel) - LOCATE('-', REVERSE(dstchannel))) AS routing_gateway,
  accountcode AS customer
FROM cdr
WHERE calldate >= FROM_UNIXTIME(:position / 1000)
  AND calldate < FROM_UNIXTIME(:to / 1000)
ORDER BY calldate
LIMIT :limit
