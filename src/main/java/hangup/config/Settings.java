package hangup.config;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * The operator's settings. Each record of a section reads itself, and that is the one place where
 * its keys, their kinds and their defaults are declared.
 *
 * @param zone the zone of every answer, where a channel has no other
 * @param dataDir the folder of the bot's own files
 * @param access who may ask what in chats
 * @param sources the CDR databases that are followed
 * @param stats how long the statistics keep what
 */
public record Settings(
    ZoneId zone,
    Path dataDir,
    CatalogSettings catalog,
    LimitSettings limits,
    AdminSettings admin,
    DiscordSettings discord,
    TelegramSettings telegram,
    List<AccessSettings> access,
    LogSettings log,
    List<SourceSettings> sources,
    StatsSettings stats,
    TellSettings tell) {

  public Settings {
    access = List.copyOf(access);
    sources = List.copyOf(sources);
  }

  static Settings read(Values values, ZoneId systemZone) {
    ZoneId zone = values.zone("zone", systemZone);
    return new Settings(
        zone,
        values.path("dataDir", Path.of("data")),
        values.section("catalog", CatalogSettings::read),
        values.section("limits", LimitSettings::read),
        values.section("admin", AdminSettings::read),
        values.section("discord", DiscordSettings::read),
        values.section("telegram", TelegramSettings::read),
        values.sections("access", AccessSettings::read),
        values.section("log", LogSettings::read),
        sources(values, zone),
        values.section("stats", StatsSettings::read),
        TellSettings.read(values));
  }

  /** One below {@code source}, any number below {@code sources}, each under its name. */
  private static List<SourceSettings> sources(Values values, ZoneId zone) {
    List<SourceSettings> sources = new ArrayList<>();
    sources.add(
        values.section("source", source -> SourceSettings.read(source, SourceSettings.ONE, zone)));
    sources.addAll(
        values.named("sources", (name, source) -> SourceSettings.read(source, name, zone)));
    sources.removeIf(source -> source.kind() == SourceSettings.Kind.NONE);
    return sources;
  }
}
