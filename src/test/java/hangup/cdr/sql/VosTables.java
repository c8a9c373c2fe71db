package hangup.cdr.sql;

import hangup.cdr.Cdr;
import hangup.cdr.EndDirection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Writes CDRs into daily tables as VOS3000 does: its columns and keys, MyISAM, a table a day. What
 * it wrote is the truth that tests compare with.
 */
public final class VosTables {
  private static final int[] REASONS = {1, 2, 3, 4, 5, 8, 14, 16, 22, 23, -8, -9, -69, 503};

  private final MariaDbServer server;
  private final String database;
  private final SplittableRandom random;
  private long flowno = 1_000_000;

  public VosTables(MariaDbServer server, String database, long seed) {
    this.server = server;
    this.database = database;
    this.random = new SplittableRandom(seed);
  }

  /** The table of a UTC day. */
  public static String table(long ms) {
    return "e_cdr_"
        + LocalDate.ofInstant(Instant.ofEpochMilli(ms), ZoneOffset.UTC)
            .format(DateTimeFormatter.BASIC_ISO_DATE);
  }

  public static String ddl(String table) {
    return "CREATE TABLE IF NOT EXISTS "
        + table
        + " (flowno BIGINT NOT NULL, starttime BIGINT, stoptime BIGINT, holdtime INT, feetime INT,"
        + " callerpdd INT, calleepdd INT, callere164 VARCHAR(64), calleee164 VARCHAR(64), callerip"
        + " VARCHAR(64), calleeip VARCHAR(64), callergatewayid VARCHAR(64), calleegatewayid"
        + " VARCHAR(64), callerareacode VARCHAR(64), calleeareacode VARCHAR(64), enddirection INT,"
        + " endreason INT, billingmode INT, fee DOUBLE, tax DOUBLE, suitefee DOUBLE, incomefee"
        + " DOUBLE, agentfee DOUBLE, customeraccount VARCHAR(255), customername VARCHAR(255),"
        + " softswitchname VARCHAR(255), callercallid VARCHAR(255), calleecallid VARCHAR(255),"
        + " PRIMARY KEY (flowno), KEY callere164 (callere164), KEY callergatewayid"
        + " (callergatewayid), KEY starttime (starttime), KEY stoptime (stoptime), KEY"
        + " customeraccount (customeraccount)) ENGINE=MyISAM DEFAULT CHARSET=utf8mb3";
  }

  /** A call that ended at a moment; 55 % of them failed. */
  public Cdr call(long stopMs) {
    boolean answered = random.nextInt(100) < 45;
    int talk = answered ? 1 + random.nextInt(300) : 0;
    int pdd = 500 + random.nextInt(4000);
    int reason = answered ? 0 : REASONS[random.nextInt(REASONS.length)];
    int customer = random.nextInt(300);
    return new Cdr(
        flowno++,
        true,
        answered ? stopMs - talk * 1000L - pdd : stopMs,
        stopMs,
        talk,
        (talk + 59) / 60 * 60,
        pdd,
        reason,
        null,
        EndDirection.of(random.nextInt(3)),
        "4930" + (1_000_000 + random.nextInt(9_000_000)),
        "88017" + (10_000_000 + random.nextInt(90_000_000)),
        "IN-" + (1 + customer % 20),
        random.nextInt(12) == 0 ? "" : "GW-" + (1 + random.nextInt(40)),
        String.valueOf(10_000 + customer),
        "Customer " + customer,
        talk * 0.25);
  }

  /** Calls that end evenly spread over a span. */
  public List<Cdr> calls(long fromMs, long toMs, int count) {
    List<Cdr> calls = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      calls.add(call(fromMs + (toMs - fromMs) * i / count));
    }
    return calls;
  }

  /** Writes each call into the table of the UTC day it ended in. */
  public void insert(List<Cdr> calls) {
    Map<String, List<Cdr>> byTable = new TreeMap<>();
    for (Cdr call : calls) {
      byTable.computeIfAbsent(table(call.stopMs()), name -> new ArrayList<>()).add(call);
    }
    byTable.forEach(this::insert);
  }

  public void insert(String table, List<Cdr> calls) {
    server.run(database, ddl(table));
    String sql =
        "INSERT INTO "
            + table
            + " (flowno, starttime, stoptime, holdtime, feetime, callerpdd, callere164, calleee164,"
            + " callergatewayid, calleegatewayid, enddirection, endreason, fee, customeraccount,"
            + " customername) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";
    try (Connection connection = server.connect(database);
        PreparedStatement statement = connection.prepareStatement(sql)) {
      int pending = 0;
      for (Cdr call : calls) {
        statement.setLong(1, call.id());
        statement.setLong(2, call.startMs());
        statement.setLong(3, call.stopMs());
        statement.setInt(4, call.talkSeconds());
        statement.setInt(5, call.billedSeconds());
        statement.setInt(6, call.pddMillis());
        statement.setString(7, call.caller());
        statement.setString(8, call.callee());
        statement.setString(9, call.mappingGateway());
        statement.setString(10, call.routingGateway());
        statement.setInt(11, call.endedBy().code());
        statement.setInt(12, call.reason());
        statement.setDouble(13, call.fee());
        statement.setString(14, call.customerAccount());
        statement.setString(15, call.customerName());
        statement.addBatch();
        if (++pending % 1000 == 0) {
          statement.executeBatch();
        }
      }
      statement.executeBatch();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
