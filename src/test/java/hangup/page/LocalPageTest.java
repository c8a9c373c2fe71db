package hangup.page;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.chat.ButtonCodec;
import hangup.chat.console.TextRenderer;
import hangup.command.CommandSpec;
import hangup.command.Option;
import hangup.command.Permission;
import hangup.config.AdminSettings;
import hangup.ops.AdminServer;
import hangup.ops.Health;
import hangup.ops.HealthCheck;
import hangup.ops.HealthPart;
import hangup.ops.Metrics;
import hangup.reply.Replies;
import hangup.reply.Reply;
import hangup.report.ChartPainter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The page as it goes over the wire, without a browser. */
class LocalPageTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-02T08:00:00Z"), ZoneOffset.UTC);
  private static final CommandSpec ECHO =
      new CommandSpec(
          "echo",
          "Says it again, as in <b>",
          List.of(),
          List.of(Option.required("what", Option.Kind.TEXT, "What to say")),
          Permission.FIGURES,
          List.of("/echo \"it's\""));

  private static final Pattern TAG = Pattern.compile("<(/?)([a-zA-Z0-9-]+)([^<>]*)>");
  private static final Pattern ATTRIBUTE =
      Pattern.compile("\\s+([a-z-]+)(?:=(\"[^\"<>]*\"|[a-zA-Z0-9_-]+))?");
  private static final Set<String> ATTRIBUTES =
      Set.of(
          ("action alt aria-describedby aria-hidden aria-label aria-labelledby autocapitalize"
                  + " autocomplete charset class content datetime expandable for href id lang list"
                  + " maxlength method name open placeholder rel required role scope spellcheck"
                  + " src tabindex type unix value")
              .split(" "));
  private static final Set<String> TAGS =
      Set.of(
          ("a b blockquote body br button caption code datalist details div footer form h1 h2 h3"
                  + " head header html i img input label li link main meta nav option p pre section"
                  + " span summary table tbody td tg-time th thead time title tr ul")
              .split(" "));

  private final HttpClient client = HttpClient.newHttpClient();
  private final Metrics metrics = new Metrics("1");
  private volatile Reply reply = Replies.everything();
  private volatile HealthPart part = HealthPart.up("telegram", "heard of now");
  private final AdminServer server = start();

  private AdminServer start() {
    try {
      LocalPage.Parts parts =
          new LocalPage.Parts(
              request -> reply,
              List.of(ECHO),
              ButtonCodec.open(Files.createTempDirectory("hangup-page")),
              new ChartPainter()::png,
              new TextRenderer(80, false)::render,
              new StandingReader(
                  new Health(List.of(telegram())), List::of, Optional.empty(), CLOCK),
              () -> ZoneOffset.UTC);
      return AdminServer.start(
          new AdminSettings(true, "127.0.0.1", 0),
          new Health(List.of()),
          metrics,
          new LocalPage(parts, CLOCK).pages());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HealthCheck telegram() {
    return new HealthCheck() {
      @Override
      public String name() {
        return "telegram";
      }

      @Override
      public HealthPart look() {
        return part;
      }
    };
  }

  private HttpResponse<String> get(String path) {
    try {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).build(),
          BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String ask(String line) {
    return get("/?q=" + URLEncoder.encode(line, StandardCharsets.UTF_8)).body();
  }

  @Test
  void showsAReplyWithAllItsParts() throws Exception {
    String page = ask("/echo x");

    assertThat(page)
        .contains("<title>/echo x · Hangup</title>")
        .contains("Answer to <code>/echo x");
    Matcher picture = Pattern.compile("src=\"(/chart.png\\?id=[0-9a-f]{32})\"").matcher(page);
    assertThat(picture.find()).isTrue();
    HttpResponse<byte[]> png =
        client.send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + server.port() + picture.group(1)))
                .build(),
            BodyHandlers.ofByteArray());
    assertThat(png.headers().firstValue("Content-Type")).hasValue("image/png");
    assertThat(png.body()).startsWith(0x89, 'P', 'N', 'G');
  }

  @Test
  void whatIsWrongComesFirst() {
    assertThat(get("/").body()).doesNotContain("Not well");
    part = HealthPart.down("telegram", "<refuses> the token");
    assertThat(get("/").body().split("<section id=\"ask\"", -1)[0])
        .contains("Not well", "down", "telegram", "&lt;refuses&gt; the token");
  }

  @Test
  void answersWhatCannotBeReadWithAReason() {
    assertThat(get("/?q=" + "x".repeat(5_000)).statusCode()).isEqualTo(414);
    assertThat(get("/chart.png").statusCode()).isEqualTo(404);
    assertThat(get("/chart.png?id=" + "0".repeat(32)).statusCode()).isEqualTo(404);
    assertThat(get("/page.css").headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/css");
    assertThat(get("/icon.svg").headers().firstValue("Content-Type")).hasValue("image/svg+xml");
    for (String empty : List.of("/", "/?q=", "/?q=+++", "/?other=1")) {
      assertThat(get(empty).body())
          .as(empty)
          .contains("All commands")
          .doesNotContain("id=\"answer\"");
    }
  }

  @Property(tries = 150)
  void whateverIsAskedAndAnsweredStaysText(
      @ForAll("lines") String line, @ForAll("replies") Reply answer) {
    reply = answer;
    String page = ask(line);

    Matcher tag = TAG.matcher(page.replace("<!doctype html>", ""));
    while (tag.find()) {
      assertThat(TAGS).contains(tag.group(2));
      if (tag.group(1).isEmpty()) {
        attributes(tag.group(3));
      }
    }
    assertThat(TAG.matcher(page.replace("<!doctype html>", "")).replaceAll(""))
        .doesNotContain("<", ">");
  }

  private static void attributes(String text) {
    Matcher attribute = ATTRIBUTE.matcher(text);
    int end = 0;
    while (attribute.find() && attribute.start() == end) {
      end = attribute.end();
      assertThat(ATTRIBUTES).contains(attribute.group(1));
      if (attribute.group(1).equals("href") || attribute.group(1).equals("src")) {
        assertThat(attribute.group(2)).matches("\"(/|#|https?://).*\"");
      }
    }
    assertThat(text.substring(end)).isBlank();
  }

  @Provide
  Arbitrary<String> lines() {
    return Replies.hostileText();
  }

  @Provide
  Arbitrary<Reply> replies() {
    return Replies.reply();
  }

  @AfterEach
  @AfterProperty
  void stop() {
    server.close();
    metrics.close();
  }
}
