package hangup.chat.telegram;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.ResponseParameters;

/**
 * Why a call did not succeed.
 *
 * @param code the Bot API's error code, or 0 when there was no readable answer
 * @param description for logs and admins; free of the token
 * @param retryAfter how long Telegram wants us to wait
 * @param migratedTo the chat's new number
 */
record ApiError(
    Kind kind,
    int code,
    String description,
    Optional<Duration> retryAfter,
    Optional<Long> migratedTo) {

  /** What follows from an error. */
  enum Kind {
    /** The token is wrong or revoked. */
    UNAUTHORIZED,
    /** The bot may not write there: blocked, thrown out, no right, no such chat. */
    FORBIDDEN,
    /** Somebody else polls with this token, or a webhook is set. */
    CONFLICT,
    /** Too fast. */
    FLOOD,
    /** The group became a supergroup. */
    MIGRATED,
    /** The markup was refused; the same as plain text will do. */
    BAD_MARKUP,
    /** An edit that changes nothing: as good as done. */
    NOT_MODIFIED,
    /** The message cannot be edited any more. */
    NOT_EDITABLE,
    /** The topic was deleted. */
    NO_TOPIC,
    /** The callback or inline query waited too long. */
    TOO_OLD,
    /** Anything else that will not get better. */
    BAD_REQUEST,
    /** The server is in trouble; not carried out. */
    SERVER,
    /** The server was not reached. */
    UNSENT,
    /** The connection broke after the request was sent: carried out or not, nobody knows. */
    UNKNOWN,
    /** Carried out, but the answer could not be read. */
    UNREADABLE;

    /** Whether the same call may succeed later and was certainly not carried out. */
    boolean isTransient() {
      return this == FLOOD || this == SERVER || this == UNSENT;
    }
  }

  static ApiError of(Kind kind, int code, String description) {
    return new ApiError(kind, code, description, Optional.empty(), Optional.empty());
  }

  /** Classifies an error that the Bot API described. */
  static ApiError answered(int code, String description, @Nullable ResponseParameters parameters) {
    Optional<Duration> retryAfter = Optional.empty();
    Optional<Long> migratedTo = Optional.empty();
    if (parameters != null) {
      retryAfter = Optional.ofNullable(parameters.getRetryAfter()).map(Duration::ofSeconds);
      migratedTo = Optional.ofNullable(parameters.getMigrateToChatId());
    }
    Kind kind =
        migratedTo.isPresent() ? Kind.MIGRATED : kind(code, description.toLowerCase(Locale.ROOT));
    return new ApiError(kind, code, description, retryAfter, migratedTo);
  }

  private static Kind kind(int code, String text) {
    return switch (code) {
      // A token that never existed makes an unknown path.
      case 401, 404 -> Kind.UNAUTHORIZED;
      case 403 -> Kind.FORBIDDEN;
      case 409 -> Kind.CONFLICT;
      case 429 -> Kind.FLOOD;
      case 400 -> badRequest(text);
      default -> code >= 500 ? Kind.SERVER : Kind.BAD_REQUEST;
    };
  }

  private static Kind badRequest(String text) {
    if (text.contains("can't parse entities") || text.contains("unsupported start tag")) {
      return Kind.BAD_MARKUP;
    } else if (text.contains("message is not modified")) {
      return Kind.NOT_MODIFIED;
    } else if (text.contains("query is too old") || text.contains("query id is invalid")) {
      return Kind.TOO_OLD;
    } else if (text.contains("message to edit not found")
        || text.contains("message can't be edited")
        || text.contains("in the message to edit")
        || text.contains("message_id_invalid")) {
      return Kind.NOT_EDITABLE;
    } else if (text.contains("thread not found") || text.contains("topic_deleted")) {
      return Kind.NO_TOPIC;
    } else if (text.contains("chat not found")
        || text.contains("not enough rights")
        || text.contains("have no rights")
        || text.contains("write_forbidden")
        || text.contains("topic_closed")
        || text.contains("bot is not a member")
        || text.contains("peer_id_invalid")) {
      return Kind.FORBIDDEN;
    }
    return Kind.BAD_REQUEST;
  }
}
