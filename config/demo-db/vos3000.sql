-- Invented calls of the last three days in the tables of a VOS3000: one a UTC day, named
-- e_cdr_YYYYMMDD, times in epoch milliseconds. Run once, in the database that holds them.

DROP PROCEDURE IF EXISTS make_calls;

DELIMITER //

CREATE PROCEDURE make_calls(IN day DATE, IN calls INT, IN until_ms BIGINT)
BEGIN
  DECLARE name VARCHAR(64) DEFAULT CONCAT('e_cdr_', DATE_FORMAT(day, '%Y%m%d'));
  DECLARE midnight BIGINT DEFAULT TIMESTAMPDIFF(SECOND, '1970-01-01', day) * 1000;

  EXECUTE IMMEDIATE CONCAT('CREATE TABLE IF NOT EXISTS ', name, ' (',
    'flowno BIGINT NOT NULL, starttime BIGINT, stoptime BIGINT, holdtime INT, feetime INT, ',
    'callerpdd INT, calleepdd INT, callere164 VARCHAR(64), calleee164 VARCHAR(64), ',
    'callergatewayid VARCHAR(64), calleegatewayid VARCHAR(64), enddirection INT, endreason INT, ',
    'fee DOUBLE, customeraccount VARCHAR(255), customername VARCHAR(255), ',
    'PRIMARY KEY (flowno), KEY starttime (starttime), KEY stoptime (stoptime)',
    ') ENGINE=MyISAM DEFAULT CHARSET=utf8mb4');

  -- Each number gives the whole call, by remainders of primes: the same on every run.
  EXECUTE IMMEDIATE CONCAT('INSERT IGNORE INTO ', name,
    ' (flowno, starttime, stoptime, holdtime, feetime, callerpdd, callere164, calleee164,',
    ' callergatewayid, calleegatewayid, enddirection, endreason, fee, customeraccount,',
    ' customername)',
    ' SELECT ', midnight DIV 86400000, ' * 1000000 + seq, stop - hold * 1000 - pdd, stop, hold,',
    ' CEIL(hold / 60) * 60, pdd, CONCAT(''4930'', 1000000 + seq * 7919 % 9000000),',
    ' CONCAT(''88017'', 10000000 + seq * 104729 % 90000000),',
    ' CONCAT(''IN-'', 1 + seq % 5), CONCAT(''GW-'', 1 + seq % 7), seq % 3,',
    ' IF(hold > 0, 0, ELT(1 + seq * 31 % 8, 1, 2, 5, 14, 16, 22, 22, 23)),',
    ' hold * 0.002, 10000 + seq % 20, CONCAT(''Customer '', seq % 20)',
    ' FROM (SELECT seq, ', midnight, ' + (seq - 1) * 86400000 DIV ', calls, ' AS stop,',
    ' 500 + seq * 613 % 4000 AS pdd,',
    ' IF(seq * 17 % 100 < 45, 1 + seq * 37 % 300, 0) AS hold',
    ' FROM seq_1_to_', calls, ') AS made WHERE stop <= ', until_ms);
END //

DELIMITER ;

CALL make_calls(UTC_DATE() - INTERVAL 2 DAY, 20000, UNIX_TIMESTAMP() * 1000);
CALL make_calls(UTC_DATE() - INTERVAL 1 DAY, 20000, UNIX_TIMESTAMP() * 1000);
CALL make_calls(UTC_DATE(), 20000, UNIX_TIMESTAMP() * 1000);

DROP PROCEDURE make_calls;
