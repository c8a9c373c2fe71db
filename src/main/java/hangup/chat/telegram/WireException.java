package hangup.chat.telegram;

import java.io.IOException;

/** The exchange with the server failed below the Bot API. Carries no cause: causes carry URLs. */
final class WireException extends IOException {
  private static final long serialVersionUID = 1L;

  private final ApiError.Kind kind;
  private final int status;

  WireException(ApiError.Kind kind, int status, String message) {
    super(message);
    this.kind = kind;
    this.status = status;
  }

  ApiError.Kind kind() {
    return kind;
  }

  int status() {
    return status;
  }
}
