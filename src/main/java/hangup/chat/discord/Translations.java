package hangup.chat.discord;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import net.dv8tion.jda.api.utils.data.DataObject;

/**
 * Descriptions in other languages, from {@code commands_LOCALE.properties} beside this class: a
 * command's under its name, an option's under {@code command.option}. What is missing there is
 * shown in English.
 */
final class Translations {

  /** Discord's codes of the languages there is a file for. */
  private static final List<String> LOCALES = List.of("zh-CN");

  private static final int LONGEST = 100;

  private final Map<String, Properties> byLocale;

  private Translations(Map<String, Properties> byLocale) {
    this.byLocale = byLocale;
  }

  static Translations load() {
    Map<String, Properties> found = new LinkedHashMap<>();
    for (String locale : LOCALES) {
      String file = "commands_" + locale + ".properties";
      try (InputStream in = Translations.class.getResourceAsStream(file)) {
        if (in == null) {
          throw new IllegalStateException("the program lacks its file " + file);
        }
        Properties texts = new Properties();
        texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        found.put(locale, texts);
      } catch (IOException e) {
        throw new UncheckedIOException(file, e);
      }
    }
    return new Translations(found);
  }

  void addTo(DataObject declaration, String key) {
    DataObject localized = DataObject.empty();
    byLocale.forEach(
        (locale, texts) -> {
          String text = texts.getProperty(key, "").strip();
          if (!text.isEmpty() && CodePoints.count(text) <= LONGEST) {
            localized.put(locale, text);
          }
        });
    if (!localized.keys().isEmpty()) {
      declaration.put("description_localizations", localized);
    }
  }
}
