package hangup.chat.telegram;

import java.util.Optional;

/** How a call to the Bot API ended. */
sealed interface ApiResult<T> {

  /** It succeeded. */
  record Done<T>(T value) implements ApiResult<T> {}

  /** It did not. */
  record Failed<T>(ApiError error) implements ApiResult<T> {}

  /** Why it failed, if it did. */
  default Optional<ApiError> failure() {
    return this instanceof Failed<T> failed ? Optional.of(failed.error()) : Optional.empty();
  }
}
