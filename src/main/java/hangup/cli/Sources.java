package hangup.cli;

import hangup.cdr.CallIndex;
import hangup.cdr.CdrSource;
import hangup.cdr.SourceException;
import hangup.cdr.csv.CdrFileException;
import hangup.cdr.csv.ReadOptions;
import hangup.cdr.sql.ConnectionSettings;
import hangup.cdr.sql.Drivers;
import hangup.cdr.sql.Engine;
import hangup.cdr.sql.MappedCalls;
import hangup.cdr.sql.SelectFile;
import hangup.cdr.sql.SqlSettings;
import hangup.cdr.sql.SqlSource;
import hangup.cdr.sql.Vos3000Settings;
import hangup.cdr.sql.Vos3000Source;
import hangup.config.ConfigException;
import hangup.config.Secret;
import hangup.config.SourceSettings;
import hangup.follow.FollowSettings;
import hangup.follow.Follower;
import hangup.follow.Following;
import hangup.follow.InspectedFollower;
import hangup.follow.SourceFollower;
import hangup.follow.files.FolderFollower;
import hangup.follow.files.FolderSettings;
import hangup.stats.CallStore;
import hangup.yaml.Problems;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Makes the sources of the settings, and their followers. */
final class Sources {
  private Sources() {}

  /**
   * The databases; connects to nothing yet.
   *
   * @param index where their single calls are found by
   * @throws ConfigException if the SELECT of a source is missing or wrong
   */
  static List<CdrSource> of(List<SourceSettings> settings, CallIndex index, Clock clock) {
    List<CdrSource> sources = new ArrayList<>();
    for (SourceSettings one : settings) {
      switch (one.kind()) {
        case NONE, FILES, TRINO, CLICKHOUSE -> {}
        case VOS3000 -> sources.add(vos3000(one, index));
        case SQL -> sources.add(checked(one, () -> sql(one, index, clock)));
      }
    }
    return List.copyOf(sources);
  }

  /**
   * Those that are asked with each question; connects to nothing yet, and throws as {@link #of}.
   */
  static List<MappedCalls> asked(List<SourceSettings> settings, Clock clock) {
    List<MappedCalls> asked = new ArrayList<>();
    for (SourceSettings one : settings) {
      if (one.kind().isAsked()) {
        asked.add(checked(one, () -> mapped(one, clock)));
      }
    }
    return List.copyOf(asked);
  }

  private static MappedCalls mapped(SourceSettings settings, Clock clock) {
    Engine engine = settings.kind() == SourceSettings.Kind.TRINO ? Engine.TRINO : Engine.CLICKHOUSE;
    String url = settings.url().orElse("");
    if (!url.startsWith(engine.urlPrefix())) {
      throw new SourceException(
          SourceException.Kind.FAILED,
          "Source "
              + settings.name()
              + ": url must begin with "
              + engine.urlPrefix()
              + "//, the URL of "
              + engine.name()
              + "'s JDBC driver.");
    }
    ConnectionSettings connection = connection(settings, url);
    if (!connection.hasDriver()) {
      throw new SourceException(
          SourceException.Kind.FAILED,
          "Source "
              + settings.name()
              + ": the JDBC driver of "
              + engine.name()
              + " is missing. Put its jar into the folder "
              + settings.drivers()
              + ": "
              + engine.driver()
              + " from Maven Central."
              + seen(Drivers.seen(settings.drivers())));
    }
    return new MappedCalls(
        new SqlSettings(settings.name(), connection, select(settings)), engine, clock);
  }

  private static String seen(List<String> jars) {
    return jars.isEmpty() ? "" : " There now: " + String.join(", ", jars) + ".";
  }

  private static CdrSource vos3000(SourceSettings settings, CallIndex index) {
    String url =
        settings
            .url()
            .orElse(
                "jdbc:mariadb://"
                    + settings.host()
                    + ":"
                    + settings.port()
                    + "/"
                    + settings.database());
    return new Vos3000Source(
        new Vos3000Settings(
            settings.name(),
            connection(settings, url),
            settings.timeUnit().map(unit -> Vos3000Settings.TimeUnit.valueOf(unit.name())),
            settings.zone()),
        index);
  }

  /**
   * The folder of a source.
   *
   * @param dataDir the folder of the bot's own files
   * @throws ConfigException if its form or pattern is none
   */
  static FolderSettings folder(SourceSettings settings, Path dataDir) {
    ReadOptions options = ReadOptions.in(settings.zone()).withoutNumbers();
    FolderSettings folder =
        new FolderSettings(
            settings.name(),
            settings.folder(),
            settings.files(),
            settings.settle(),
            settings.poll(),
            settings.format().map(options::withFormat).orElse(options),
            dataDir.resolve("rejects").resolve(settings.name()));
    try {
      folder.check();
    } catch (CdrFileException | IllegalArgumentException e) {
      Problems problems = new Problems();
      problems.error("source " + settings.name(), String.valueOf(e.getMessage()), "");
      throw new ConfigException(problems.list());
    }
    return folder;
  }

  private static <T> T checked(SourceSettings settings, Supplier<T> made) {
    try {
      return made.get();
    } catch (SourceException e) {
      Problems problems = new Problems();
      problems.error("source " + settings.name(), String.valueOf(e.getMessage()), "");
      throw new ConfigException(problems.list());
    }
  }

  private static CdrSource sql(SourceSettings settings, CallIndex index, Clock clock) {
    return new SqlSource(
        new SqlSettings(
            settings.name(), connection(settings, settings.url().orElse("")), select(settings)),
        index,
        clock);
  }

  private static SelectFile select(SourceSettings settings) {
    return SelectFile.find(settings.selects(), settings.select())
        .orElseThrow(
            () ->
                new SourceException(
                    SourceException.Kind.BAD_SELECT,
                    "Source "
                        + settings.name()
                        + ": there is no "
                        + settings.select()
                        + ".sql in "
                        + settings.selects()
                        + ", nor among those that Hangup ships."));
  }

  private static ConnectionSettings connection(SourceSettings settings, String url) {
    return new ConnectionSettings(
            url,
            settings.user(),
            settings.password().map(Secret::reveal).orElse(""),
            null,
            settings.connectTimeout(),
            settings.queryTimeout())
        .withDriverOf(settings.drivers());
  }

  /**
   * A follower for each source; none is started.
   *
   * @param keep how long calls are kept: older ones need not be read
   */
  static Following following(
      List<CdrSource> sources,
      List<SourceSettings> settings,
      Duration keep,
      CallStore store,
      Function<String, OptionalInt> codes,
      ZoneId zone,
      Path dataDir,
      Clock clock) {
    List<SourceFollower> followed = new ArrayList<>();
    for (SourceSettings one : settings) {
      if (one.kind() == SourceSettings.Kind.FILES) {
        followed.add(new FolderFollower(folder(one, dataDir), store, codes, clock));
      }
      sources.stream()
          .filter(source -> source.name().equals(one.name()))
          .map(
              source ->
                  new InspectedFollower(
                      new Following.Followed(
                          source,
                          new Follower(
                              source,
                              store,
                              codes,
                              settings(one, keep, zone),
                              clock,
                              RandomGenerator.getDefault())),
                      source,
                      clock))
          .forEach(followed::add);
    }
    return new Following(followed);
  }

  private static FollowSettings settings(SourceSettings one, Duration keep, ZoneId zone) {
    FollowSettings defaults = FollowSettings.defaults(zone);
    return new FollowSettings(
        one.backfill().compareTo(keep) > 0 ? keep : one.backfill(),
        one.window(),
        defaults.skew(),
        one.poll(),
        one.pause(),
        one.batch(),
        Math.max(one.batch(), defaults.commitRows()),
        zone);
  }
}
