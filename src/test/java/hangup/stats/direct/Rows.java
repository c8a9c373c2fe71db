package hangup.stats.direct;

import hangup.cdr.Cdr;
import hangup.cdr.EndDirection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;

/** CDRs as rows of a table that somebody else made: what is unknown is null. */
final class Rows {
  private Rows() {}

  /**
   * Sets id, start and end (ms), talk, pdd, reason, who ended it, the numbers, the gateways, and
   * the customer's account and name.
   */
  static void bind(PreparedStatement row, Cdr cdr, boolean texts) throws SQLException {
    row.setLong(1, cdr.id());
    row.setLong(2, cdr.startMs());
    if (cdr.stopMs() == 0) {
      row.setNull(3, Types.BIGINT);
    } else {
      row.setLong(3, cdr.stopMs());
    }
    row.setInt(4, cdr.talkSeconds());
    if (cdr.pddMillis() < 0) {
      row.setNull(5, Types.INTEGER);
    } else {
      row.setInt(5, cdr.pddMillis());
    }
    if (texts) {
      row.setString(6, reason(cdr));
    } else {
      row.setInt(6, cdr.reason());
    }
    text(row, 7, endedBy(cdr));
    row.setString(8, cdr.caller());
    row.setString(9, cdr.callee());
    text(row, 10, cdr.mappingGateway());
    text(row, 11, cdr.routingGateway());
    text(row, 12, cdr.customerAccount());
    text(row, 13, cdr.customerName());
  }

  static String reason(Cdr cdr) {
    String text = cdr.reasonText();
    return text == null ? Integer.toString(cdr.reason()) : text;
  }

  /** In words and in numbers, as different exports have it. */
  static String endedBy(Cdr cdr) {
    if (cdr.endedBy() == EndDirection.UNKNOWN) {
      return cdr.id() % 2 == 0 ? "" : "somebody";
    }
    return cdr.id() % 2 == 0 ? cdr.endedBy().word() : " " + cdr.endedBy().code();
  }

  private static void text(PreparedStatement row, int index, String value) throws SQLException {
    if (value.isEmpty()) {
      row.setNull(index, Types.VARCHAR);
    } else {
      row.setString(index, value);
    }
  }
}
