package hangup.reply;

/** Who may see a reply. */
public enum Audience {
  /** Everybody in the channel the question was asked in. */
  CHANNEL,
  /** The asker alone, where the platform can do that; elsewhere the asker's private chat. */
  ASKER
}
