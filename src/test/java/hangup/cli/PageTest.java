package hangup.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hangup.cdr.Cdr;
import hangup.cdr.EndDirection;
import hangup.chat.telegram.fake.FakeChat;
import hangup.chat.telegram.fake.FakeTelegram;
import hangup.chat.telegram.fake.FakeUser;
import hangup.page.Browser;
import hangup.stats.Ingest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page of a running bot, in a real browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIf("hangup.page.Browser#isThere")
class PageTest {

  private static final String TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr";
  private static final String HOSTILE = "<img src=x onerror=alert(1)>'&";
  private static final FakeUser ADA = FakeUser.person(501, "Ada");
  private static final int MINUTES = 600;

  private final FakeTelegram telegram = FakeTelegram.start(TOKEN, Clock.systemUTC());
  private FakeChat group;
  private Wiring wiring;
  private Bot bot;
  private Browser browser;
  private String home;

  @BeforeAll
  void start(@TempDir Path dir) throws IOException {
    group = telegram.group(-4_711L, "NOC");
    Path file = dir.resolve("hangup.yaml");
    Files.writeString(
        file,
        """
        zone: Asia/Dhaka
        dataDir: %s
        admin: {port: 0}
        telegram: {apiUrl: "%s"}
        access: [{allow: [all]}]
        notices: {channel: telegram/-4711}
        """
            .formatted(dir.resolve("data"), telegram.url()),
        StandardCharsets.UTF_8);
    Shell shell = new Shell(dir.resolve("data")).with("HANGUP_TELEGRAM_TOKEN", TOKEN);
    wiring = Wiring.of(shell.io(), GlobalOptions.of(file));
    calls();
    bot = Bot.start(wiring);
    inChat("/digest on at 09:00 days mon-fri gateway:GW-7", "09:00");
    Matcher port = Pattern.compile("port ([0-9]+)").matcher(bot.describe());
    assertThat(port.find()).isTrue();
    home = "http://127.0.0.1:" + port.group(1) + "/";
    browser = Browser.start(Files.createDirectory(dir.resolve("profile")));
  }

  @AfterAll
  void stop() {
    browser.close();
    bot.close();
    wiring.close();
    telegram.close();
  }

  @BeforeEach
  void anew() {
    browser.prefer("light");
    browser.width(1400);
    browser.open(home);
    List<String> before = browser.complaints();
    before.addAll(browser.requests());
    assertThat(before).isNotNull();
  }

  /** Ten hours of calls, of which those through one gateway failed in the last. */
  private void calls() {
    long end = wiring.clock().millis() / 60_000 * 60_000;
    try (Ingest ingest = wiring.store().begin("test", wiring.catalog()::codeOf)) {
      for (int i = 0; i < MINUTES * 6; i++) {
        int minutesAgo = 1 + i / 6;
        boolean down = minutesAgo < 60 && i % 3 == 0;
        boolean answered = !down && i % 2 == 0;
        long at = end - minutesAgo * 60_000L + i % 6 * 9_000L;
        ingest.add(
            new Cdr(
                i,
                true,
                at,
                at + 5_000,
                answered ? 4 : 0,
                answered ? 4 : 0,
                1_200,
                answered ? 1 : down ? 22 : i % 8 == 1 ? 15 : 4,
                null,
                EndDirection.CALLER,
                "8801712345678",
                "15551230000",
                "IN-1",
                minutesAgo > 400 ? HOSTILE : i % 3 == 0 ? "GW-7" : "GW-2",
                "1001",
                "ACME",
                0));
      }
      assertThat(ingest.commit().added()).isEqualTo(MINUTES * 6);
    }
  }

  private void inChat(String line, String answer) {
    telegram.say(group, ADA, line);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> group.fromBot().stream().anyMatch(said -> said.text().contains(answer)));
  }

  private void ask(String line) {
    browser.one("#q").clear();
    browser.one("#q").sendKeys(line);
    browser.turn(() -> browser.press(Keys.ENTER));
  }

  @Test
  void aCommandIsPickedAndShownAsEachPlatformShowsIt() {
    browser.turn(() -> browser.one("a[href='/?q=%2Fsummary#answer']").click());

    assertThat(browser.title()).isEqualTo("/summary · Hangup");
    assertThat(browser.one("#q").getDomProperty("value")).isEqualTo("/summary");
    assertThat(browser.all(".panel h3").stream().map(WebElement::getText))
        .containsExactly("Discord, light", "Discord, dark", "Telegram");
    assertThat(browser.one(".panel.light .discord").getText()).contains("Calls", "GW-7");
    assertThat(browser.one(".panel.dark .discord").getText())
        .isEqualTo(browser.one(".panel.light .discord").getText());
    assertThat(browser.one(".panel.auto .telegram + .telegram").getText()).contains("GW-7");
    assertThat(browser.style(".panel.light .discord", "background-color"))
        .isNotEqualTo(browser.style(".panel.dark .discord", "background-color"));
  }

  @Test
  void theChartIsShownWithItsWords() {
    ask("/summary last 6h");

    List<WebElement> charts = browser.all(".panel img");
    assertThat(charts).hasSize(3).allMatch(browser::isLoaded);
    assertThat(charts)
        .allSatisfy(image -> assertThat(image.getDomProperty("alt")).isNotBlank())
        .allSatisfy(
            image -> assertThat(image.getDomProperty("src")).startsWith(home + "chart.png?id="));
    assertThat(browser.requests()).filteredOn(address -> address.contains("chart.png")).hasSize(1);
  }

  @Test
  void everythingIsReachedByKeysAlone() {
    ask("/reason 22");
    List<String> controls = browser.controls();
    assertThat(controls).hasSizeGreaterThan(10);

    assertThat(browser.walk()).containsExactlyElementsOf(controls);

    browser.open(home);
    browser.press(Keys.TAB);
    assertThat(browser.focus()).startsWith("a Skip to the question");
    assertThat(browser.showsFocus()).isTrue();
    while (!browser.focus().startsWith("input")) {
      browser.press(Keys.TAB);
      assertThat(browser.showsFocus()).isTrue();
    }
    browser.turn(() -> browser.press("/sip 503", Keys.ENTER));
    assertThat(browser.address()).isEqualTo(home + "?q=%2Fsip+503");
    assertThat(browser.one("#answer h2").getText()).isEqualTo("Answer to /sip 503");
    browser.press(Keys.TAB, Keys.ENTER);
    assertThat(browser.address()).endsWith("#answer");
  }

  @Test
  void nothingBarsAnybodyInLightAndInDark() {
    for (String scheme : List.of("light", "dark")) {
      browser.prefer(scheme);
      browser.open(home);
      assertThat(browser.barriers()).as("%s, empty", scheme).isEmpty();
      ask("/summary last 6h");
      assertThat(browser.barriers()).as("%s, with an answer", scheme).isEmpty();
    }
  }

  @Test
  void followsWhatTheReaderPrefers() {
    String light = browser.style("body", "background-color");
    browser.prefer("dark");
    assertThat(browser.style("body", "background-color")).isNotEqualTo(light);
  }

  @Test
  void fitsAPhone() {
    browser.width(360);
    assertThat(browser.contentWidth()).isLessThanOrEqualTo(360);
    for (String line : List.of("/summary last 6h", "/reason 22", "/reasons", "/digest list")) {
      ask(line);
      assertThat(browser.contentWidth()).as(line).isLessThanOrEqualTo(360);
    }
  }

  @Test
  void asksNobodyElseAndHasNothingToComplainOf() {
    browser.open(home);
    ask("/summary last 6h");
    ask("why 22?");

    assertThat(browser.requests()).hasSizeGreaterThan(5).allMatch(url -> url.startsWith(home));
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void hostileTextStaysText() {
    String line = "/reason \"><script>alert(1)</script>" + HOSTILE;
    ask(line);
    assertThat(browser.one("#answer h2").getText()).isEqualTo("Answer to " + line);
    assertThat(browser.one("#q").getDomProperty("value")).isEqualTo(line);
    assertThat(browser.one(".me .bubble").getText()).startsWith(line);

    inChat("/digest on at 11:11 gateway:\"" + HOSTILE + "\"", "11:11");
    ask("/summary last 10h by:gateway");
    assertThat(browser.one(".panel.light").getText()).contains("onerror=alert(1)");
    assertThat(browser.one("#state").getText()).contains("onerror=alert(1)");
    assertThat(browser.all("img[onerror], script, [style]")).isEmpty();
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void tellsHowTheBotFares() {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              browser.open(home);
              assertThat(browser.one("#state").getText()).contains("Last deliveries", "sent");
            });

    assertThat(browser.one("#state").getText())
        .contains("telegram", "up", "No CDR database is followed")
        .contains("telegram -4711", "mon-fri at 09:00 (Asia/Dhaka)", "gateway GW-7");
    assertThat(browser.all("#state table caption").stream().map(WebElement::getText))
        .containsExactly("Parts", "Digests", "Last deliveries");
    assertThat(browser.all("#state time[datetime]")).isNotEmpty();
  }

  @Test
  void whatIsAskedHereIsInTheAuditLog() {
    ask("/calls 8801712345678");
    assertThat(browser.one(".panel.light").getText()).doesNotContain("8801712345678");

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              ask("/audit command:calls");
              assertThat(browser.one(".panel.light").getText())
                  .contains("operator", "/calls who:880171234****", "page local");
            });
  }

  @Test
  void changesNothing() {
    ask("/digest off");

    assertThat(browser.one(".panel.light").getText())
        .contains("This page only shows")
        .doesNotContain("It was:");
    browser.open(home);
    assertThat(browser.one("#state").getText()).contains("mon-fri at 09:00");
    assertThat(browser.one("#ask").getText()).doesNotContain("/link");
  }

  /** {@code -Dpage.picture=docs/pictures} writes the picture of the documentation. */
  @Test
  void canBePictured(@TempDir Path dir) throws IOException {
    ask("/summary last 6h");
    Path picture = Path.of(System.getProperty("page.picture", dir.toString()), "page.png");
    browser.picture(picture);
    assertThat(picture).isNotEmptyFile();
  }
}
