package hangup.follow.files;

import hangup.follow.files.Folder.Entry;
import hangup.stats.SourceFile;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The files that count as a whole. */
final class KnownFiles {
  private final Map<String, SourceFile> byName = new HashMap<>();
  private final Map<String, SourceFile> byContent = new HashMap<>();
  private final Set<Long> sizes = new HashSet<>();

  KnownFiles(List<SourceFile> files) {
    files.forEach(this::add);
  }

  void add(SourceFile file) {
    byName.put(file.name(), file);
    byContent.put(file.fingerprint(), file);
    sizes.add(file.size());
  }

  /** Whether it is known by name and has not changed. */
  boolean has(Entry entry) {
    SourceFile known = byName.get(entry.name());
    return known != null
        && known.size() == entry.size()
        && known.modifiedNanos() == entry.modifiedNanos();
  }

  /** Whether a look at its content could find it to be known. */
  boolean mayHaveContent(Entry entry) {
    return sizes.contains(entry.size());
  }

  Optional<SourceFile> withContent(String fingerprint) {
    return Optional.ofNullable(byContent.get(fingerprint));
  }

  long count() {
    return byContent.size();
  }

  long rejected() {
    return byContent.values().stream().mapToLong(SourceFile::rejected).sum();
  }
}
