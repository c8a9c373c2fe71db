package hangup.config;

import java.util.List;

/**
 * What the bot says without being asked, and where it remembers what it said.
 *
 * @param digests the digests that are kept in the settings file
 */
public record TellSettings(
    StateSettings state,
    DigestSettings digest,
    List<ConfiguredDigest> digests,
    NoticeSettings notices,
    AuditSettings audit) {

  public TellSettings {
    digests = List.copyOf(digests);
  }

  /** Nothing set. */
  public static final TellSettings DEFAULT =
      new TellSettings(
          StateSettings.FILE,
          DigestSettings.DEFAULT,
          List.of(),
          new NoticeSettings(java.util.Optional.empty()),
          AuditSettings.DEFAULT);

  /** Its sections stand at the top of the file. */
  static TellSettings read(Values values) {
    return new TellSettings(
        values.section("state", StateSettings::read),
        values.section("digest", DigestSettings::read),
        ConfiguredDigest.readAll(values.blocks("digests", ConfiguredDigest.KEYS)),
        values.section("notices", NoticeSettings::read),
        values.section("audit", AuditSettings::read));
  }
}
