package hangup.cli;

import java.util.Map;

/** What the terminal that a process writes to can do, as far as its environment tells. */
record Terminals(boolean interactive, boolean colour, int width) {

  private static final int PIPE_WIDTH = 100;

  /**
   * @param interactive whether both ends are a terminal
   */
  static Terminals of(Map<String, String> environment, boolean interactive) {
    boolean colour =
        interactive
            && environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !"dumb".equals(environment.get("TERM"));
    return new Terminals(interactive, colour, width(environment.get("COLUMNS")));
  }

  private static int width(@org.jspecify.annotations.Nullable String columns) {
    if (columns == null) {
      return PIPE_WIDTH;
    }
    try {
      int width = Integer.parseInt(columns.trim());
      return width < 20 ? PIPE_WIDTH : Math.min(width, 200);
    } catch (NumberFormatException e) {
      return PIPE_WIDTH;
    }
  }
}
