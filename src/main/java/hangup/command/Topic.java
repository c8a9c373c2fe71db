package hangup.command;

/** Under which heading a command stands in the help. */
public enum Topic {
  CODES("What a code means"),
  TRAFFIC("What happened"),
  SETTINGS("Digests, alerts and settings"),
  BOT("About this bot");

  private final String title;

  Topic(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }

  static Topic of(Permission permission) {
    return switch (permission) {
      case PUBLIC -> CODES;
      case FIGURES, CALLS, NUMBERS -> TRAFFIC;
      case CHANGE, ADMIN -> SETTINGS;
    };
  }
}
