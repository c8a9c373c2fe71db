package hangup.chat.telegram;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * Tells apart what the client library mixes up: not sent, sent without an answer, answered by a
 * proxy's error page, answered with 200 but cut short. The answer is read whole here, so that
 * nothing can fail later. What leaves here names neither URL nor token.
 */
final class WireWatch implements Interceptor {

  private final BotToken token;

  WireWatch(BotToken token) {
    this.token = token;
  }

  void installIn(OkHttpClient.Builder client) {
    client.addInterceptor(this).addNetworkInterceptor(WireWatch::markAsSent);
  }

  private static Response markAsSent(Interceptor.Chain chain) throws IOException {
    AtomicBoolean sent = chain.request().tag(AtomicBoolean.class);
    if (sent != null) {
      sent.set(true);
    }
    return chain.proceed(chain.request());
  }

  @Override
  public Response intercept(Interceptor.Chain chain) throws IOException {
    AtomicBoolean sent = new AtomicBoolean();
    Request request = chain.request().newBuilder().tag(AtomicBoolean.class, sent).build();
    Response response;
    try {
      response = chain.proceed(request);
    } catch (IOException e) {
      throw new WireException(
          sent.get() ? ApiError.Kind.UNKNOWN : ApiError.Kind.UNSENT, 0, describe(e));
    }
    byte[] body;
    try (ResponseBody open = response.body()) {
      body = open.bytes();
    } catch (IOException e) {
      throw unreadable(response.code(), describe(e));
    }
    if (!response.isSuccessful() && (body.length == 0 || body[0] != '{')) {
      throw unreadable(response.code(), "HTTP " + response.code());
    }
    return response
        .newBuilder()
        .body(ResponseBody.create(body, response.body().contentType()))
        .build();
  }

  private static WireException unreadable(int status, String description) {
    ApiError.Kind kind;
    if (status == 429) {
      kind = ApiError.Kind.FLOOD;
    } else if (status >= 200 && status < 300) {
      kind = ApiError.Kind.UNREADABLE;
    } else {
      kind = status >= 500 ? ApiError.Kind.SERVER : ApiError.Kind.BAD_REQUEST;
    }
    return new WireException(kind, status, description);
  }

  private String describe(IOException e) {
    return token.scrub(e.getClass().getSimpleName() + ": " + e.getMessage());
  }
}
