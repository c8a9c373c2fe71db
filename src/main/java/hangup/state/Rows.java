package hangup.state;

import hangup.chat.ChannelRef;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.SqlStatement;

/** Between rows and values: absent texts are {@code ''}, moments UTC epoch ms. */
public final class Rows {

  private Rows() {}

  /** Binds {@code :platform}, {@code :space}, {@code :channel} and {@code :thread}. */
  public static <S extends SqlStatement<?>> S bind(S statement, ChannelRef channel) {
    statement
        .bind("platform", channel.platform())
        .bind("space", channel.space().orElse(""))
        .bind("channel", channel.channel())
        .bind("thread", channel.thread().orElse(""));
    return statement;
  }

  public static ChannelRef channel(RowView row) {
    return new ChannelRef(
        text(row, "platform"),
        optional(row, "space"),
        text(row, "channel"),
        optional(row, "thread"));
  }

  public static String text(RowView row, String column) {
    return Objects.requireNonNull(row.getColumn(column, String.class), column);
  }

  public static Optional<String> optional(RowView row, String column) {
    return Optional.ofNullable(row.getColumn(column, String.class)).filter(text -> !text.isEmpty());
  }

  public static long number(RowView row, String column) {
    return Objects.requireNonNull(row.getColumn(column, Long.class), column);
  }

  public static boolean flag(RowView row, String column) {
    return Objects.requireNonNull(row.getColumn(column, Boolean.class), column);
  }

  public static Instant moment(RowView row, String column) {
    return Instant.ofEpochMilli(number(row, column));
  }

  public static Optional<Instant> optionalMoment(RowView row, String column) {
    return Optional.ofNullable(row.getColumn(column, Long.class)).map(Instant::ofEpochMilli);
  }

  /** At most so many UTF-16 units, at a whole character. */
  public static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end);
  }
}
