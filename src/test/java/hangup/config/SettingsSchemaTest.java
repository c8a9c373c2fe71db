package hangup.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class SettingsSchemaTest {

  private static final Path SHIPPED = Path.of("config/hangup.schema.json");

  private static Set<String> mistakes(String yaml) {
    @Nullable Object read = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    JsonNode settings = new ObjectMapper().valueToTree(read == null ? Map.of() : read);
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(SettingsSchema.text());
    return schema.validate(settings).stream()
        .map(ValidationMessage::getMessage)
        .collect(Collectors.toSet());
  }

  @Test
  void theShippedFileIsTheSchemaOfTheseSettings() throws IOException {
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(SHIPPED, SettingsSchema.text());
    }
    assertThat(Files.readString(SHIPPED))
        .as("write it anew with -Dgolden.update=true")
        .isEqualTo(SettingsSchema.text());
  }

  @Test
  void takesTheExampleAndEveryValueShownInIt() throws IOException {
    String example = Files.readString(Path.of("config/hangup.example.yaml"));
    assertThat(mistakes(example)).isEmpty();
    assertThat(mistakes(example.replaceAll("(?m)^( *)#([A-Za-z{])", "$1$2"))).isEmpty();
  }

  @Test
  void findsWhatTheLoaderWouldRefuse() {
    assertThat(mistakes("zome: Asia/Dhaka")).hasSize(1);
    assertThat(mistakes("log: {level: loud}")).hasSize(1);
    assertThat(mistakes("admin: {port: 70000}")).hasSize(1);
    assertThat(mistakes("admin: {port: high}")).hasSize(1);
    assertThat(mistakes("access: [{platform: discord, allow: [figures]}]")).isEmpty();
    assertThat(mistakes("access: [{platform: icq, allow: [figures]}]")).hasSize(1);
    assertThat(mistakes("access: [{usr: 1, allow: [figures]}]")).hasSize(1);
    assertThat(mistakes("sources: {vos1: {kind: vos3000, poll: 5s}}")).isEmpty();
    assertThat(mistakes("sources: {vos1: {kind: vos3000, pool: 5s}}")).hasSize(1);
    assertThat(mistakes("source: {kind: sql, password: x}")).hasSize(1);
    assertThat(mistakes("limits: 3")).hasSize(1);
    assertThat(mistakes("catalog: {table: 42}")).isEmpty();
  }

  @Test
  void refusesSecrets() {
    Declarations declarations = Declarations.collecting();
    Values.declaring(declarations).section("chat", values -> values.secret("token"));
    assertThat(declarations.keys()).containsKey("chat.token");
    assertThat(declarations.keys().get("chat.token"))
        .isEqualTo(new Declared.Hidden("HANGUP_CHAT_TOKEN"));
  }
}
