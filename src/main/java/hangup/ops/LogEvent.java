package hangup.ops;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import hangup.command.Dispatcher;
import java.time.Instant;
import java.util.Optional;

/**
 * What is written of an event of the log; everything that came from elsewhere is redacted.
 *
 * @param request the id of the request that was being answered
 * @param error the exception with its stack, in lines
 */
record LogEvent(
    Instant at,
    String level,
    String logger,
    String thread,
    String message,
    Optional<String> request,
    Optional<String> error) {

  private static final int DEEPEST = 20;

  static LogEvent of(ILoggingEvent event) {
    return new LogEvent(
        event.getInstant() == null
            ? Instant.ofEpochMilli(event.getTimeStamp())
            : event.getInstant(),
        event.getLevel().toString(),
        Redaction.line(event.getLoggerName()),
        Redaction.line(event.getThreadName()),
        Redaction.line(String.valueOf(event.getFormattedMessage())),
        Optional.ofNullable(event.getMDCPropertyMap().get(Dispatcher.LOG_KEY)).map(Redaction::line),
        Optional.ofNullable(event.getThrowableProxy()).map(LogEvent::stack));
  }

  private static String stack(IThrowableProxy thrown) {
    StringBuilder text = new StringBuilder();
    append(text, thrown, "", 0);
    return text.toString();
  }

  private static void append(StringBuilder text, IThrowableProxy thrown, String role, int depth) {
    String message = thrown.getMessage();
    text.append(role)
        .append(thrown.getClassName())
        .append(message == null ? "" : ": " + Redaction.line(message));
    if (thrown.isCyclic() || depth == DEEPEST) {
      text.append(" (and so on)");
      return;
    }
    StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
    int shown = (frames == null ? 0 : frames.length) - thrown.getCommonFrames();
    for (int i = 0; i < shown; i++) {
      text.append("\n\t").append(frames[i].getSTEAsString());
    }
    if (thrown.getCommonFrames() > 0) {
      text.append("\n\t... ").append(thrown.getCommonFrames()).append(" more");
    }
    IThrowableProxy[] suppressed = thrown.getSuppressed();
    if (suppressed != null) {
      for (IThrowableProxy also : suppressed) {
        append(text.append('\n'), also, "Suppressed: ", depth + 1);
      }
    }
    IThrowableProxy cause = thrown.getCause();
    if (cause != null) {
      append(text.append('\n'), cause, "Caused by: ", depth + 1);
    }
  }
}
