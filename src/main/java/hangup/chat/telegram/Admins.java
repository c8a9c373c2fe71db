package hangup.chat.telegram;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.telegram.telegrambots.meta.api.methods.groupadministration.GetChatMember;
import org.telegram.telegrambots.meta.api.objects.chatmember.ChatMember;

/** Who administrates a group, asked at most every five minutes. Thread-safe. */
final class Admins {

  private record Key(long chat, long user) {}

  private final BotApi api;
  private final BooleanSupplier ask;
  private final Cache<Key, Boolean> known =
      Caffeine.newBuilder().maximumSize(2_000).expireAfterWrite(Duration.ofMinutes(5)).build();

  Admins(BotApi api, BooleanSupplier ask) {
    this.api = api;
    this.ask = ask;
  }

  /** False where it cannot be found out. */
  boolean isAdmin(Place place, Person person) throws InterruptedException {
    if (place.isPrivate()) {
      return false;
    }
    if (person.anonymousAdmin()) {
      return true;
    }
    if (!ask.getAsBoolean()) {
      return false;
    }
    Key key = new Key(place.chat(), person.id());
    Boolean cached = known.getIfPresent(key);
    if (cached != null) {
      return cached;
    }
    ApiResult<ChatMember> result =
        api.await(
            GetChatMember.builder()
                .chatId(Long.toString(place.chat()))
                .userId(person.id())
                .build());
    if (!(result instanceof ApiResult.Done<ChatMember> done)) {
      return false;
    }
    String status = done.value().getStatus();
    boolean admin = status.equals("creator") || status.equals("administrator");
    known.put(key, admin);
    return admin;
  }
}
