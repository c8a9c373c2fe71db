package hangup.ops;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import hangup.config.LogSettings;
import hangup.config.LogSettings.Format;
import java.time.ZoneId;
import java.util.logging.LogManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * How Hangup logs: one line an event on standard error, so that answers on standard output stay
 * clean. Found by Logback as a service; written as code because reading Logback's XML would take a
 * one-shot command longer than its answer.
 */
public final class LogSetup extends ContextAwareBase implements Configurator {

  private static final String APPENDER = "stderr";

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    write(context, false);
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
    // They log what they throw as well, with stack traces; what they throw is told by us.
    context.getLogger("com.clickhouse").setLevel(Level.ERROR);
    context.getLogger("com.zaxxer.hikari").setLevel(Level.ERROR);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /** Sets how much is logged from now on. */
  public static void level(LogSettings settings) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context
          .getLogger(Logger.ROOT_LOGGER_NAME)
          .setLevel(Level.toLevel(settings.level().name(), Level.INFO));
    }
  }

  /**
   * For a process that stays: sets level and format, and takes in what would reach standard error
   * on its own ways, from libraries that log elsewhere and from threads that die.
   *
   * @param terminal whether a person reads standard error
   */
  public static void forService(LogSettings settings, boolean terminal) {
    level(settings);
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      write(
          context,
          settings.format() == Format.JSON || (settings.format() == Format.AUTO && !terminal));
    }
    LogManager.getLogManager().reset();
    SLF4JBridgeHandler.install();
    Logger log = LoggerFactory.getLogger(LogSetup.class);
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, e) -> log.error("Thread {} ended by an error", thread.getName(), e));
  }

  private static void write(LoggerContext context, boolean asJson) {
    LogEncoder encoder = new LogEncoder(asJson, ZoneId.systemDefault());
    encoder.setContext(context);
    encoder.start();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setName(APPENDER);
    appender.setTarget("System.err");
    appender.setEncoder(encoder);
    appender.start();
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.detachAppender(APPENDER);
    root.addAppender(appender);
  }
}
