package hangup.chat;

/**
 * A platform cannot be connected to until the configuration changes. The message is for the admin.
 */
public final class ChatPlatformException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ChatPlatformException(String message) {
    super(message);
  }
}
