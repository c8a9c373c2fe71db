package hangup.page;

import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A real Chromium without a window, with a profile of its own, used as a person uses it. */
public final class Browser implements AutoCloseable {

  private static final List<String> BROWSERS = List.of("chromium", "google-chrome", "chrome");
  private static final String DRIVER = "chromedriver";

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /**
   * Whether there is a browser to test with; if not, it is said aloud.
   *
   * @throws IllegalStateException if there is none where there has to be one: in CI
   */
  public static boolean isThere() {
    if (program(DRIVER).isPresent() && BROWSERS.stream().anyMatch(b -> program(b).isPresent())) {
      return true;
    }
    String missing = "the local page is not tested: no Chromium with chromedriver on the PATH";
    if ("true".equals(System.getenv("CI"))) {
      throw new IllegalStateException(missing);
    }
    try (PrintStream aloud =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8)) {
      aloud.println("SKIPPED: " + missing);
    }
    return false;
  }

  /**
   * Starts one.
   *
   * @param profile an empty folder
   */
  public static Browser start(Path profile) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(
        BROWSERS.stream()
            .flatMap(name -> program(name).stream())
            .findFirst()
            .orElseThrow()
            .toFile());
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-default-apps",
        "--disable-sync",
        "--lang=en",
        // Whatever is looked for elsewhere is not found.
        "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
        "--user-data-dir=" + profile.toAbsolutePath());
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(program(DRIVER).orElseThrow().toFile())
            .usingAnyFreePort()
            .build();
    ChromeDriver driver = new ChromeDriver(service, options);
    driver.manage().timeouts().pageLoadTimeout(Duration.ofSeconds(60));
    return new Browser(driver);
  }

  private static Optional<Path> program(String name) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(":", -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  public void open(String address) {
    driver.get(address);
  }

  public String address() {
    return driver.getCurrentUrl();
  }

  public String title() {
    return driver.getTitle();
  }

  public WebElement one(String css) {
    return driver.findElement(By.cssSelector(css));
  }

  public List<WebElement> all(String css) {
    return driver.findElements(By.cssSelector(css));
  }

  /** Presses keys wherever the focus is. */
  public void press(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  /** Does what leads to another page, and waits until that is there. */
  public void turn(Runnable step) {
    driver.executeScript("document.documentElement.dataset.left = 'yes'");
    step.run();
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(
            () ->
                Boolean.TRUE.equals(
                    driver.executeScript(
                        "return !document.documentElement.dataset.left"
                            + " && document.readyState === 'complete'")));
  }

  /** Where the focus goes from the top of the page, press by press of Tab, until it leaves. */
  public List<String> walk() {
    driver.executeScript("document.activeElement.blur(); window.getSelection().empty()");
    List<String> stops = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      press(Keys.TAB);
      String at = focus();
      if (at.isEmpty() || (!stops.isEmpty() && at.equals(stops.get(0)))) {
        return stops;
      }
      stops.add(at);
    }
    throw new IllegalStateException("the focus never leaves the page: " + stops);
  }

  /** What has the focus: the tag and its text or name; empty if nothing has. */
  public String focus() {
    return string(
        "return document.activeElement === document.body ? '' : ("
            + NAME
            + ")"
            + "(document.activeElement)");
  }

  /** Everything that can be used, in the order of the page. */
  @SuppressWarnings("unchecked")
  public List<String> controls() {
    return (List<String>)
        script(
            "return [...document.querySelectorAll('a[href],button,input,summary')]"
                + ".filter(e => e.checkVisibility()).map("
                + NAME
                + ")");
  }

  private static final String NAME =
      "(e => e.tagName.toLowerCase() + ' ' + (e.textContent.trim() || e.name) + ' '"
          + " + (e.getAttribute('href') || ''))";

  /** Whether what has the focus shows that it has. */
  public boolean showsFocus() {
    return Boolean.TRUE.equals(
        script("return getComputedStyle(document.activeElement).outlineStyle !== 'none'"));
  }

  /** What the reader's system prefers: {@code light} or {@code dark}. */
  public void prefer(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /** Another width of the window, in CSS pixels. */
  public void width(int pixels) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", pixels, "height", 800, "deviceScaleFactor", 1, "mobile", false));
  }

  /** How wide the content is, in CSS pixels. */
  public long contentWidth() {
    return (Long) script("return document.documentElement.scrollWidth");
  }

  /** A computed style. */
  public String style(String css, String property) {
    return one(css).getCssValue(property);
  }

  /** Whether a picture is there, not only its frame. */
  public boolean isLoaded(WebElement image) {
    return Boolean.TRUE.equals(
        driver.executeScript(
            "return arguments[0].complete && arguments[0].naturalWidth > 0", image));
  }

  /** What stands in the way of people who do not see or point, by axe-core; empty if nothing. */
  public List<String> barriers() {
    List<String> found = new ArrayList<>();
    for (Rule rule : new AxeBuilder().analyze(driver).getViolations()) {
      rule.getNodes()
          .forEach(
              node ->
                  found.add(rule.getId() + ": " + node.getHtml() + " " + node.getFailureSummary()));
    }
    return found;
  }

  /** What the browser complained of since the last look. */
  public List<String> complaints() {
    List<String> all = new ArrayList<>();
    for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
      all.add(entry.getMessage());
    }
    return all;
  }

  /** The addresses that were asked for since the last look. */
  public List<String> requests() {
    List<String> all = new ArrayList<>();
    ObjectMapper json = new ObjectMapper();
    for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
      try {
        JsonNode message = json.readTree(entry.getMessage()).path("message");
        if (message.path("method").asText().equals("Network.requestWillBeSent")) {
          all.add(message.path("params").path("request").path("url").asText());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return all;
  }

  /** The whole page as a PNG. */
  public void picture(Path file) throws IOException {
    Map<String, Object> shot =
        driver.executeCdpCommand(
            "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
    Files.write(file, Base64.getDecoder().decode((String) shot.get("data")));
  }

  private Object script(String text) {
    Object answer = driver.executeScript(text);
    if (answer == null) {
      throw new IllegalStateException("no answer to " + text);
    }
    return answer;
  }

  private String string(String text) {
    return (String) script(text);
  }

  @Override
  public void close() {
    driver.quit();
  }
}
