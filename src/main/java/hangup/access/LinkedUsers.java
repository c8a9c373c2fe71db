package hangup.access;

/** Users who proved with an admin's code that they belong to the team. Thread-safe. */
@FunctionalInterface
public interface LinkedUsers {

  LinkedUsers NONE = (platform, user) -> false;

  boolean linked(String platform, String user);
}
