package hangup.cdr.csv;

/** Finds the gateway's name in the name of a channel, leaving out numbers and the call's own id. */
final class ChannelNames {
  private ChannelNames() {}

  /**
   * The gateway of a channel of FreeSWITCH ({@code sofia/gateway/NAME/number}, {@code
   * sofia/profile/number@host}) or Asterisk ({@code SIP/NAME-0000001a}); empty when there is none.
   */
  static String gatewayOf(String channel) {
    String[] parts = channel.split("/", -1);
    if (parts.length < 2) {
      return channel;
    }
    if (parts[0].equals("sofia")) {
      if (parts[1].equals("gateway")) {
        return parts.length > 2 ? parts[2] : "";
      }
      int at = channel.lastIndexOf('@');
      return at < 0 ? parts[1] : withoutPort(channel.substring(at + 1));
    }
    String peer = parts[1];
    int dash = peer.lastIndexOf('-');
    if (dash > 0 && parts.length == 2) {
      peer = peer.substring(0, dash);
    }
    return peer.substring(peer.lastIndexOf('@') + 1);
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    return colon > 0 && host.indexOf(':') == colon ? host.substring(0, colon) : host;
  }
}
