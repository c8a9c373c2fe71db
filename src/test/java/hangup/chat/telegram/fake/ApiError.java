package hangup.chat.telegram.fake;

/** An error that the server answers with. */
final class ApiError extends Exception {
  private static final long serialVersionUID = 1L;

  private final int code;
  private final long migrateTo;
  private final int retryAfter;

  private ApiError(int code, String description, long migrateTo, int retryAfter) {
    super(description);
    this.code = code;
    this.migrateTo = migrateTo;
    this.retryAfter = retryAfter;
  }

  static ApiError of(int code, String description) {
    return new ApiError(code, description, 0, 0);
  }

  static ApiError badRequest(String what) {
    return of(400, "Bad Request: " + what);
  }

  static ApiError migrated(long to) {
    return new ApiError(400, "Bad Request: group chat was upgraded to a supergroup chat", to, 0);
  }

  static ApiError flood(int seconds) {
    return new ApiError(429, "Too Many Requests: retry after " + seconds, 0, seconds);
  }

  int code() {
    return code;
  }

  long migrateTo() {
    return migrateTo;
  }

  int retryAfter() {
    return retryAfter;
  }
}
