package hangup.chat.discord;

import hangup.chat.RateLimitWaits;
import java.io.IOException;
import java.time.Duration;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Notes the waits that Discord asks for by HTTP 429; JDA keeps them. */
final class TooManyRequests implements Interceptor {

  private static final int STATUS = 429;

  private final RateLimitWaits waits;

  TooManyRequests(RateLimitWaits waits) {
    this.waits = waits;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    if (response.code() == STATUS) {
      waits.waited(wait(response.header("Retry-After")));
    }
    return response;
  }

  /** In seconds, perhaps with a fraction; zero where it does not say. */
  static Duration wait(@Nullable String seconds) {
    try {
      double given = seconds == null ? 0 : Double.parseDouble(seconds);
      return given > 0 && given < 1e6 ? Duration.ofMillis((long) (given * 1e3)) : Duration.ZERO;
    } catch (NumberFormatException e) {
      return Duration.ZERO;
    }
  }
}
