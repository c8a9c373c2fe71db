package hangup.cli;

import hangup.cdr.sql.MappedCalls;
import hangup.config.SourceSettings;
import hangup.stats.CachedCallStats;
import hangup.stats.CallStats;
import hangup.stats.MergedCallStats;
import hangup.stats.MergedNames;
import hangup.stats.Names;
import hangup.stats.direct.DirectCallStats;
import hangup.stats.direct.DirectSettings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;

/** The sources that are asked with each question, beside those that are followed. */
final class Engines implements AutoCloseable {
  private final List<MappedCalls> databases;
  private final List<DirectCallStats> stats = new ArrayList<>();
  private final List<MergedCallStats.Part> parts = new ArrayList<>();

  /** Connects to nothing yet. */
  Engines(List<SourceSettings> settings, Function<String, OptionalInt> codes, Clock clock) {
    this.databases = Sources.asked(settings, clock);
    for (MappedCalls database : databases) {
      for (SourceSettings one : settings) {
        if (one.name().equals(database.name())) {
          DirectCallStats direct =
              new DirectCallStats(
                  database, codes, new DirectSettings(one.backfill(), one.fresh()), clock);
          stats.add(direct);
          parts.add(
              new MergedCallStats.Part(database.name(), CachedCallStats.of(direct, one.fresh())));
        }
      }
    }
  }

  List<MappedCalls> databases() {
    return databases;
  }

  List<DirectCallStats> stats() {
    return List.copyOf(stats);
  }

  /** Answers of all sources. */
  CallStats with(CallStats followed) {
    return parts.isEmpty() ? followed : new MergedCallStats(followed, parts);
  }

  /** Names of all sources. */
  Names with(Names followed) {
    if (stats.isEmpty()) {
      return followed;
    }
    List<Names> all = new ArrayList<>(List.of(followed));
    stats.forEach(one -> all.add(one.names()));
    return new MergedNames(all);
  }

  @Override
  public void close() {
    stats.forEach(DirectCallStats::close);
    databases.forEach(MappedCalls::close);
  }
}
