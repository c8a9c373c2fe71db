package hangup.chat.telegram.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fake finds what is wrong: else passing its checks would prove nothing. */
class FakeTelegramTest {

  private static final String TOKEN = "1:abc";

  private final FakeTelegram telegram = FakeTelegram.start(TOKEN, Clock.systemUTC());
  private final FakeChat chat = telegram.privateChat(FakeUser.person(5, "Ada"));

  @AfterEach
  void close() {
    telegram.close();
  }

  private JsonNode call(String method, String json) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(telegram.url() + "/bot" + TOKEN + "/" + method))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
    return new ObjectMapper()
        .readTree(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'chat_id':5,'txt':'x','text':'y'}|unknown field txt",
        "{'chat_id':5}|required field text is missing",
        "{'chat_id':5,'text':7}|is no String",
        "{'chat_id':5,'text':'x','reply_markup':{'inline_keyboard':[[{'txt':'a'}]]}}|unknown field",
        "{'chat_id':5,'text':'x','reply_markup':{'inline_keyboard':[[{'text':'a'}]]}}|one action",
        "{'chat_id':5,'text':'<b>x','parse_mode':'HTML'}|can't find end tag",
        "{'chat_id':5,'text':'<x>x</x>','parse_mode':'HTML'}|unsupported start tag",
        "{'chat_id':5,'text':'<b>x</i>','parse_mode':'HTML'}|unmatched end tag",
        "{'chat_id':5,'text':'<pre><b>x</b></pre>','parse_mode':'HTML'}|may not stand in"
      })
  void aWrongMessageIsFound(String json, String problem) throws Exception {
    JsonNode answer = call("sendMessage", json.replace('\'', '"').replace("can\"t", "can't"));
    assertThat(answer.path("ok").asBoolean()).isFalse();
    assertThat(telegram.problems()).anyMatch(found -> found.contains(problem));
    assertThat(chat.fromBot()).isEmpty();
  }

  @Test
  void lengthsAreCountedAfterEntitiesInUtf16() throws Exception {
    String fits = "<b>" + "&lt;".repeat(4096) + "</b>";
    assertThat(send(fits).path("ok").asBoolean()).isTrue();
    Thread.sleep(1_001);
    assertThat(send("🚀".repeat(2049)).path("description").asText())
        .isEqualTo("Bad Request: message is too long");
  }

  private JsonNode send(String html) throws Exception {
    return call(
        "sendMessage",
        new ObjectMapper()
            .createObjectNode()
            .put("chat_id", 5)
            .put("text", html)
            .put("parse_mode", "HTML")
            .toString());
  }

  @Test
  void aButtonOf65BytesIsFound() throws Exception {
    call(
        "sendMessage",
        ("{'chat_id':5,'text':'x','reply_markup':{'inline_keyboard':[[{'text':'a','callback_data':'"
                + "é".repeat(32)
                + "x'}]]}}")
            .replace('\'', '"'));
    assertThat(telegram.problems()).singleElement().asString().contains("65 bytes");
  }

  @Test
  void twoMessagesWithinASecondAreFound() throws Exception {
    assertThat(send("one").path("ok").asBoolean()).isTrue();
    assertThat(send("two").path("error_code").asInt()).isEqualTo(429);
    assertThat(telegram.problems()).singleElement().asString().contains("two messages within");
  }

  @Test
  void aGroupTakesTwentyMessagesAMinuteAndAllChatsThirtyASecond() {
    RateWatch watch = new RateWatch();
    long second = 1_000_000_000L;
    for (int i = 0; i < 20; i++) {
      assertThat(watch.count(-1, i * second)).isEmpty();
    }
    assertThat(watch.count(-1, 59 * second).orElseThrow()).contains("20 messages within a minute");
    for (int i = 0; i < 30; i++) {
      assertThat(watch.count(100 + i, 100 * second)).isEmpty();
    }
    assertThat(watch.count(1, 100 * second + 1).orElseThrow()).contains("30 messages");
  }

  @Test
  void theBundledDescriptionSaysWhatThePublishedOneSays() throws IOException {
    Path published = Path.of("..", "shared", "specs", "telegram-api.json");
    assumeTrue(Files.exists(published), "the published description is not beside this clone");
    JsonNode whole = new ObjectMapper().readTree(published.toFile());
    JsonNode bundled = ApiDescription.bundled().root();
    for (String part : new String[] {"methods", "types"}) {
      bundled
          .get(part)
          .forEachEntry(
              (name, value) -> {
                assertThat(fields(value)).as(name).isEqualTo(fields(whole.get(part).get(name)));
                assertThat(value.path("subtypes"))
                    .isEqualTo(whole.get(part).get(name).path("subtypes"));
              });
    }
  }

  private static Set<String> fields(JsonNode described) {
    Set<String> fields = new HashSet<>();
    described
        .path("fields")
        .forEach(
            field ->
                fields.add(
                    field.get("name") + " " + field.get("types") + " " + field.get("required")));
    return fields;
  }
}
