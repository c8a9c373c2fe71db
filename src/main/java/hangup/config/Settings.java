package hangup.config;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;

/**
 * The operator's settings. Each record of a section reads itself, and that is the one place where
 * its keys, their kinds and their defaults are declared.
 *
 * @param zone the zone of every answer, where a channel has no other
 * @param dataDir the folder of the bot's own files
 * @param access who may ask what in chats
 */
public record Settings(
    ZoneId zone,
    Path dataDir,
    CatalogSettings catalog,
    LimitSettings limits,
    AdminSettings admin,
    DiscordSettings discord,
    List<AccessSettings> access,
    LogSettings log) {

  public Settings {
    access = List.copyOf(access);
  }

  /** The same with the bot's files in another folder. */
  public Settings withDataDir(Path folder) {
    return new Settings(zone, folder, catalog, limits, admin, discord, access, log);
  }

  static Settings read(Values values, ZoneId systemZone) {
    return new Settings(
        values.zone("zone", systemZone),
        values.path("dataDir", Path.of("data")),
        values.section("catalog", CatalogSettings::read),
        values.section("limits", LimitSettings::read),
        values.section("admin", AdminSettings::read),
        values.section("discord", DiscordSettings::read),
        values.sections("access", AccessSettings::read),
        values.section("log", LogSettings::read));
  }
}
