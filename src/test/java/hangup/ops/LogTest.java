package hangup.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hangup.command.Dispatcher;
import hangup.config.LogSettings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class LogTest {

  // Put together here, so that nobody's scanner takes them for real ones.
  private static final String TELEGRAM = "123456789" + ":" + "AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc";
  private static final String DISCORD =
      "MTE4NjQ1MjM0NTY3ODkwMTIzNA" + "." + "GaBcDe" + "." + "x".repeat(38);
  private static final String PHONE = "8801711123456";

  private static final List<String> HIDDEN = List.of(TELEGRAM, DISCORD, PHONE, "hunter2hunter2");

  private static String log(boolean json, java.util.function.Consumer<Logger> what) {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(MDC.getMDCAdapter());
    context.start();
    LogEncoder encoder = new LogEncoder(json, ZoneOffset.ofHours(6));
    encoder.setContext(context);
    encoder.start();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.setOutputStream(bytes);
    appender.start();
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.TRACE);
    root.addAppender(appender);
    what.accept(context.getLogger("hangup.ops.Some"));
    context.stop();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void noPathOfAnEventLetsASecretOrANumberThrough(boolean json) {
    String all = String.join(" and ", HIDDEN.subList(0, 3)) + " password=hunter2hunter2";
    Exception cause = new IllegalStateException("cause " + all);
    Exception thrown = new IllegalArgumentException("outer " + all, cause);
    thrown.addSuppressed(new IllegalStateException("suppressed " + all));
    String logged =
        log(
            json,
            log -> {
              log.info(all);
              log.warn("in an argument {}", all);
              log.error("with an exception", thrown);
              MDC.put(Dispatcher.LOG_KEY, all);
              try {
                log.debug("in the context");
              } finally {
                MDC.remove(Dispatcher.LOG_KEY);
              }
              String name = Thread.currentThread().getName();
              Thread.currentThread().setName("worker " + all);
              try {
                log.trace("in the name of the thread");
              } finally {
                Thread.currentThread().setName(name);
              }
            });
    HIDDEN.forEach(secret -> assertThat(logged).doesNotContain(secret));
    assertThat(logged)
        .contains("in an argument", "in the context", "outer ", "suppressed ", "cause ")
        .contains("880171112****", Redaction.SECRET);
  }

  @Test
  void aLineOfTheLogCannotBeForged() {
    String forged =
        "joe\n2026-01-01T00:00:00.000Z ERROR Dispatcher - the world ended\u2028x\u001b[2J";
    List<String> lines =
        log(
                false,
                log -> {
                  log.info("user {}", forged);
                  log.error("failed", new IllegalStateException(forged));
                })
            .lines()
            .toList();
    assertThat(lines)
        .filteredOn(line -> !line.startsWith("  "))
        .hasSize(2)
        .allMatch(line -> line.contains("Some - "));
    assertThat(String.join("", lines)).doesNotContain("\u001b").doesNotContain("\u2028");
  }

  @Test
  void writesALineForPeople() {
    String logged =
        log(
            false,
            log -> {
              MDC.put(Dispatcher.LOG_KEY, "0badcafe");
              log.info("Ready after {} ms", 812);
              MDC.remove(Dispatcher.LOG_KEY);
            });
    assertThat(logged)
        .matches(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\+06:00 INFO  Some \\[0badcafe] -"
                + " Ready after 812 ms\n");
  }

  @Test
  void writesJsonForMachines() throws JsonProcessingException {
    String logged =
        log(
            true,
            log -> {
              MDC.put(Dispatcher.LOG_KEY, "0badcafe");
              log.warn("“quoted” {}", "\"", new IllegalStateException("why"));
              MDC.remove(Dispatcher.LOG_KEY);
            });
    assertThat(logged.lines()).hasSize(1);
    JsonNode event = new ObjectMapper().readTree(logged);
    assertThat(event.path("level").textValue()).isEqualTo("warn");
    assertThat(event.path("request").textValue()).isEqualTo("0badcafe");
    assertThat(event.path("message").textValue()).isEqualTo("“quoted” \"");
    assertThat(event.path("error").textValue())
        .startsWith("java.lang.IllegalStateException: why\n\tat hangup.ops.LogTest");
    assertThat(event.path("time").textValue()).endsWith("Z");
  }

  @Test
  void endsWithCausesThatGoRound() {
    IllegalStateException a = new IllegalStateException("a");
    IllegalStateException b = new IllegalStateException("b", a);
    a.initCause(b);
    assertThat(log(false, log -> log.error("round", a))).contains("(and so on)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "called +880 1711-123456 twice | called +880171112**** twice",
        "from 1711123456@10.0.0.1      | from 171112****@10.0.0.1",
        "took 123456 ms at 2026-11-22  | took 123456 ms at 2026-11-22",
        "peer 192.168.100.200:5060     | peer 192.168.100.200:5060",
        "jdbc://joe:pa:ss@db/x         | jdbc://joe:(secret)@db/x",
        "Authorization: Bot abcdefghijklmnopqrst | Authorization: Bot (secret)",
        "\"password\" : \"abc\"        | \"password\" : \"(secret)\"",
        "HANGUP_DISCORD_TOKEN=abc,x    | HANGUP_DISCORD_TOKEN=(secret),x",
        "٨٨٠١٧١١١٢٣٤٥٦                 | 880171112****",
        "discord.token is missing      | discord.token is missing"
      },
      quoteCharacter = '\u0001')
  void masksWhatItShouldAndNoMore(String text, String masked) {
    assertThat(Redaction.of(text)).isEqualTo(masked);
    assertThat(Redaction.of(masked)).isEqualTo(masked);
  }

  @Test
  void aServiceTakesInWhatLibrariesAndDyingThreadsSay() throws InterruptedException {
    PrintStream before = System.err;
    Thread.UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    Level level = context.getLogger(Logger.ROOT_LOGGER_NAME).getLevel();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
      LogSetup.forService(new LogSettings(LogSettings.Level.INFO, LogSettings.Format.AUTO), false);
      java.util.logging.Logger.getLogger("some.library").warning("it said " + TELEGRAM);
      Thread dying =
          new Thread(
              () -> {
                throw new IllegalStateException("call of " + PHONE);
              });
      dying.start();
      dying.join();
    } finally {
      System.setErr(before);
      Thread.setDefaultUncaughtExceptionHandler(handler);
      LogSetup.forService(new LogSettings(LogSettings.Level.INFO, LogSettings.Format.TEXT), true);
      Thread.setDefaultUncaughtExceptionHandler(handler);
      context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(level);
    }
    String logged = bytes.toString(StandardCharsets.UTF_8);
    assertThat(logged.lines()).hasSize(2).allMatch(line -> line.startsWith("{\"time\":"));
    assertThat(logged)
        .contains("it said (secret)", "call of 880171112****")
        .doesNotContain(TELEGRAM, PHONE);
  }
}
