package hangup.chat.telegram;

import hangup.command.LineParser;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.CallbackQuery;
import org.telegram.telegrambots.meta.api.objects.MessageEntity;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.User;
import org.telegram.telegrambots.meta.api.objects.chat.Chat;
import org.telegram.telegrambots.meta.api.objects.chatmember.ChatMemberUpdated;
import org.telegram.telegrambots.meta.api.objects.inlinequery.InlineQuery;
import org.telegram.telegrambots.meta.api.objects.message.MaybeInaccessibleMessage;
import org.telegram.telegrambots.meta.api.objects.message.Message;

/**
 * Tells what an update means for the bot, if anything: in a group it minds what is addressed to it
 * and nothing else. Immutable.
 */
final class IncomingReader {

  /** The user in whose name anonymous administrators write (Bot API, Message.from). */
  private static final long GROUP_ANONYMOUS_BOT = 1_087_968_824L;

  private final long botId;
  private final String botName;
  private final Pattern mention;

  /**
   * @param botName without the at sign
   */
  IncomingReader(long botId, String botName) {
    this.botId = botId;
    this.botName = botName;
    this.mention = Pattern.compile("@" + Pattern.quote(botName) + "\\b", Pattern.CASE_INSENSITIVE);
  }

  /** Empty for what does not concern the bot. */
  Optional<Incoming> read(Update update) {
    Message message = update.getMessage();
    if (message != null) {
      return message(message);
    }
    CallbackQuery callback = update.getCallbackQuery();
    if (callback != null) {
      return pressed(callback);
    }
    InlineQuery inline = update.getInlineQuery();
    if (inline != null) {
      return Optional.of(
          new Incoming.InlineAsked(person(inline.getFrom()), inline.getId(), inline.getQuery()));
    }
    ChatMemberUpdated member = update.getMyChatMember();
    if (member != null && member.getNewChatMember() != null) {
      String status = String.valueOf(member.getNewChatMember().getStatus());
      boolean out = status.equals("kicked") || status.equals("left");
      return Optional.of(
          new Incoming.Membership(new Place(member.getChat().getId(), Optional.empty()), !out));
    }
    return Optional.empty();
  }

  private Optional<Incoming> message(Message message) {
    Long migratedTo = message.getMigrateToChatId();
    if (migratedTo != null) {
      return Optional.of(new Incoming.Migrated(message.getChatId(), migratedTo));
    }
    User from = message.getFrom();
    String text = message.getText() != null ? message.getText() : message.getCaption();
    boolean ownCard = message.getViaBot() != null && message.getViaBot().getId() == botId;
    if (from == null || text == null || text.isBlank() || ownCard) {
      return Optional.empty();
    }
    Person person = person(from);
    // Two bots that answer each other would not stop.
    if (Boolean.TRUE.equals(from.getIsBot()) && !person.anonymousAdmin()) {
      return Optional.empty();
    }
    Optional<String> promptedBy = prompt(message.getReplyToMessage());
    Optional<String> asked = asked(message, text);
    return asked.map(
        line ->
            new Incoming.Asked(
                place(message),
                person,
                message.getMessageId(),
                Instant.ofEpochSecond(message.getDate()),
                line,
                LineParser.isCommand(line) ? Optional.empty() : promptedBy));
  }

  /** What the bot is asked; empty if it is not asked. */
  private Optional<String> asked(Message message, String text) {
    Optional<String> addressee =
        LineParser.isCommand(text) ? LineParser.addressee(text) : Optional.empty();
    if (addressee.isPresent()) {
      return addressee.get().equalsIgnoreCase(botName) ? Optional.of(text) : Optional.empty();
    }
    String bare = mention.matcher(text).replaceAll(" ").strip();
    if (message.isUserMessage() || LineParser.isCommand(text)) {
      return Optional.of(bare);
    }
    boolean mentioned = mention.matcher(text).find();
    return mentioned || isOwn(message.getReplyToMessage()) ? Optional.of(bare) : Optional.empty();
  }

  private boolean isOwn(@Nullable Message message) {
    return message != null && message.getFrom() != null && message.getFrom().getId() == botId;
  }

  private Optional<String> prompt(@Nullable Message repliedTo) {
    if (repliedTo == null || !isOwn(repliedTo)) {
      return Optional.empty();
    }
    List<MessageEntity> entities = repliedTo.getEntities();
    if (entities == null) {
      return Optional.empty();
    }
    return entities.stream()
        .filter(entity -> entity.getUrl() != null)
        .flatMap(entity -> DeepLinks.promptedCommand(botName, entity.getUrl()).stream())
        .findFirst();
  }

  private Optional<Incoming> pressed(CallbackQuery callback) {
    MaybeInaccessibleMessage message = callback.getMessage();
    if (message == null || callback.getData() == null) {
      return Optional.empty();
    }
    Person from = person(callback.getFrom());
    Optional<Integer> editable = Optional.empty();
    boolean photo = false;
    Place place = new Place(message.getChatId(), Optional.empty());
    if (message instanceof Message full) {
      editable = Optional.of(full.getMessageId());
      photo = full.getPhoto() != null && !full.getPhoto().isEmpty();
      place = place(full);
    }
    return Optional.of(
        new Incoming.Pressed(place, from, callback.getId(), callback.getData(), editable, photo));
  }

  private static Place place(Message message) {
    Chat chat = message.getChat();
    // Also set for an answer in an ordinary group, where nothing can be sent into the "thread".
    boolean topic = Boolean.TRUE.equals(message.getIsTopicMessage());
    return new Place(
        chat.getId(), topic ? Optional.ofNullable(message.getMessageThreadId()) : Optional.empty());
  }

  private static Person person(User user) {
    String last = user.getLastName();
    String name = last == null ? user.getFirstName() : user.getFirstName() + " " + last;
    return new Person(user.getId(), name, user.getId() == GROUP_ANONYMOUS_BOT);
  }
}
