package hangup.chat.telegram;

import static hangup.chat.telegram.TelegramBench.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hangup.chat.ChatPlatformException;
import hangup.chat.telegram.fake.FakeChat;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TelegramWebhookTest {

  private static final String SECRET = "a-secret-of-some-length";

  @TempDir Path dir;
  private TelegramBench bench;
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeEach
  void open() {
    bench = new TelegramBench(dir, List.of(SampleCommands.echo()), false);
    bench.with(
        settings ->
            settings.with(
                new TelegramSettings.Webhook(
                    URI.create("https://bot.example.org/hook"), "127.0.0.1", 0, SECRET)));
  }

  @AfterEach
  void close() {
    bench.closeCleanly();
  }

  private int post(String secret, String body) throws Exception {
    InetSocketAddress address = bench.platform().webhookAddress().orElseThrow();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.getPort() + "/hook"))
            .header("X-Telegram-Bot-Api-Secret-Token", secret)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }

  private static String update(int id, FakeChat chat, String text) {
    ObjectNode update = JsonNodeFactory.instance.objectNode().put("update_id", id);
    ObjectNode message = update.putObject("message");
    message.put("message_id", 1).put("text", text);
    message.put("date", Instant.now().getEpochSecond());
    message.putObject("chat").put("id", chat.id()).put("type", "private").put("first_name", "A");
    message.putObject("from").put("id", ADA.id()).put("is_bot", false).put("first_name", "A");
    return update.toString();
  }

  @Test
  void anUpdateIsAnsweredOnceHoweverOftenItIsSent() throws Exception {
    FakeChat chat = bench.start().telegram().privateChat(ADA);
    assertThat(bench.telegram().webhook()).isEqualTo("https://bot.example.org/hook");
    assertThat(bench.telegram().calls("setWebhook").get(0).text("secret_token")).isEqualTo(SECRET);
    for (int i = 0; i < 3; i++) {
      assertThat(post(SECRET, update(7, chat, "/echo hook"))).isEqualTo(200);
    }
    assertThat(TelegramBench.awaitOne(chat).text()).contains("what=hook");
    bench.awaitQuiet();
    assertThat(chat.fromBot()).hasSize(1);
    assertThat(bench.platform().lastHeard()).isPresent();
    assertThat(bench.telegram().pollers()).isZero();
  }

  @Test
  void whoDoesNotKnowTheSecretIsRefused() throws Exception {
    FakeChat chat = bench.start().telegram().privateChat(ADA);
    assertThat(post("wrong-secret-of-length", update(8, chat, "/echo no"))).isEqualTo(401);
    assertThat(post("", update(8, chat, "/echo no"))).isEqualTo(401);
    assertThat(post(SECRET, "no json")).isEqualTo(400);
    assertThat(post(SECRET, "x".repeat(1_000_001))).isEqualTo(413);
    bench.awaitQuiet();
    assertThat(chat.fromBot()).isEmpty();
  }

  @Test
  void aPortThatIsTakenIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      bench.with(
          settings ->
              settings.with(
                  new TelegramSettings.Webhook(
                      URI.create("https://bot.example.org/hook"),
                      "127.0.0.1",
                      taken.getLocalPort(),
                      SECRET)));
      assertThatThrownBy(bench::start)
          .isInstanceOf(ChatPlatformException.class)
          .hasMessageContaining("telegram.webhook.port")
          .hasMessageContaining(Integer.toString(taken.getLocalPort()));
    }
  }

  @Test
  void backToPollingRemovesTheWebhook() {
    bench.start();
    bench.stop();
    bench.with(
        settings ->
            TelegramSettings.of(settings.token())
                .at(bench.telegram().url())
                .with(settings.patience(), settings.pollTimeout()));
    FakeChat chat = bench.start().telegram().privateChat(ADA);
    bench.telegram().say(chat, ADA, "/echo poll");
    assertThat(TelegramBench.awaitOne(chat).text()).contains("what=poll");
    assertThat(bench.telegram().webhook()).isEmpty();
  }

  @Test
  void aBadWebhookIsRefusedWithAnExample() {
    assertThatThrownBy(
            () ->
                new TelegramSettings.Webhook(
                    URI.create("http://bot.example.org"), "127.0.0.1", 0, SECRET))
        .hasMessageContaining("must be https");
    assertThatThrownBy(
            () ->
                new TelegramSettings.Webhook(
                    URI.create("https://bot.example.org"), "127.0.0.1", 0, "short"))
        .hasMessageContaining("16 to 256")
        .message()
        .doesNotContain("short");
  }
}
