package hangup.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which keys two settings differ in. A key is the name of a record's part, as in the file. */
final class SettingsDifference {

  /** Parts that do not stand in the file under their own names. */
  private static final Map<String, String> NAMES = Map.of("tell", "", "sources", "source");

  private SettingsDifference() {}

  /** Keys with those above them, such as {@code log.level}; of a list the list's own. */
  static NavigableSet<String> keys(Settings one, Settings other) {
    NavigableSet<String> keys = new TreeSet<>();
    compare("", one, other, keys);
    return keys;
  }

  private static void compare(String path, Record one, Record other, NavigableSet<String> keys) {
    for (RecordComponent part : one.getClass().getRecordComponents()) {
      Object mine = value(part, one);
      Object theirs = value(part, other);
      if (mine == null || theirs == null || mine.equals(theirs)) {
        continue;
      }
      String name = NAMES.getOrDefault(part.getName(), part.getName());
      String key = path.isEmpty() || name.isEmpty() ? path + name : path + "." + name;
      if (mine instanceof Record a && theirs instanceof Record b) {
        compare(key, a, b, keys);
      } else {
        keys.add(key);
      }
    }
  }

  private static @Nullable Object value(RecordComponent part, Record of) {
    try {
      return part.getAccessor().invoke(of);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(part.getName() + " cannot be read", e);
    }
  }
}
