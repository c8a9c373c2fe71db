package hangup.reply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import hangup.Golden;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class JsonRendererTest {

  private final JsonRenderer renderer = new JsonRenderer();
  private final ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  @Test
  void rendersEveryKindOfBlock() throws IOException {
    JsonNode tree = mapper.readTree(renderer.render(Replies.everything()));

    Golden.check("everything.json", tree.toPrettyString().replace("\r", "") + "\n");
  }

  @Test
  void writesDataAsItIs() {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("code", -69);
    data.put("calls", 10_000_000_000L);
    data.put("asr", 0.125);
    data.put("ner", null);
    data.put("acd", Double.POSITIVE_INFINITY);
    data.put("known", true);
    data.put("sip", Arrays.asList(503, null, Map.of("a", List.of())));
    Reply reply = Reply.builder("t", Severity.CRITICAL).data(data).build();

    assertThat(renderer.render(reply))
        .isEqualTo(
            "{\"title\":\"t\",\"severity\":\"critical\",\"blocks\":[],\"data\":{\"code\":-69,"
                + "\"calls\":10000000000,\"asr\":0.125,\"ner\":null,\"acd\":null,\"known\":true,"
                + "\"sip\":[503,null,{\"a\":[]}]}}");
  }

  @Test
  void escapesWhatCouldSteerATerminal() {
    Reply reply = Reply.builder("\u001b[2J\u009b\u202e\u007f−中\"", Severity.INFO).build();

    assertThat(renderer.render(reply))
        .startsWith("{\"title\":\"\\u001B[2J\\u009b\\u202e\\u007F−中\\\"\"");
  }

  @Property(tries = 300)
  void isAlwaysReadBackAsItWas(@ForAll("replies") Reply reply) throws IOException {
    String json = renderer.render(reply);

    assertThat(json.codePoints().filter(c -> c < ' ' || (c >= 0x7F && c < 0xA0))).isEmpty();
    JsonNode tree = mapper.readTree(json);
    assertThat(tree.get("title").asText()).isEqualTo(reply.title());
    assertThat(tree.get("blocks")).hasSameSizeAs(reply.blocks());
    assertThat(tree.get("data").get("ratio").isNull()).isTrue();
  }

  @Provide
  Arbitrary<Reply> replies() {
    return Replies.reply();
  }
}
