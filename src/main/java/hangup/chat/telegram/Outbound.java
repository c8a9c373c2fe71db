package hangup.chat.telegram;

import hangup.chat.telegram.SendQueues.Priority;
import hangup.reply.Prompt;
import hangup.reply.Reply;
import hangup.reply.RichText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.ForceReplyKeyboard;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.InlineKeyboardMarkup;

/** Turns replies into messages and queues them. Thread-safe. */
final class Outbound {

  /** A person who asked waits no longer than this for an answer that fails and fails. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Each may take two of the 64 units that Telegram allows. */
  private static final int MOST_PLACEHOLDER = 32;

  private final SendQueues queues;
  private final MessageJob.Tools tools;
  private final HtmlRenderer renderer;
  private final Keyboard keyboard;
  private final MovedChats moved;
  private final String botName;

  Outbound(
      SendQueues queues,
      MessageJob.Tools tools,
      HtmlRenderer renderer,
      Keyboard keyboard,
      MovedChats moved,
      String botName) {
    this.queues = queues;
    this.tools = tools;
    this.renderer = renderer;
    this.keyboard = keyboard;
    this.moved = moved;
    this.botName = botName;
  }

  static CompletableFuture<Void> atOnce() {
    return CompletableFuture.completedFuture(null);
  }

  boolean isFull(Place place) {
    return queues.isFull(moved.now(place.chat()));
  }

  /**
   * Queues an answer.
   *
   * @param beforeFirst asked before the first call, which is made when it completes, and never if
   *     it fails
   * @return empty if too many wait for this chat
   */
  Optional<CompletableFuture<SendOutcome>> answer(
      Place place,
      Optional<Integer> replyTo,
      Reply reply,
      Supplier<CompletableFuture<Void>> beforeFirst) {
    MessageJob job =
        new MessageJob(tools, parts(reply), place.thread(), replyTo, PATIENCE, true, beforeFirst);
    return offer(place, Priority.ANSWER, job);
  }

  /** Queues the change of a message. */
  Optional<CompletableFuture<SendOutcome>> edit(
      Place place, int message, boolean photo, Reply reply) {
    MessageJob job =
        new MessageJob(
            tools,
            edits(message, photo, reply),
            place.thread(),
            Optional.empty(),
            PATIENCE,
            true,
            Outbound::atOnce);
    return offer(place, Priority.ANSWER, job);
  }

  /**
   * Queues what nobody asked for just now; stops at a part that may be missing.
   *
   * @param beforeFirst as in {@link MessageJob}
   */
  Optional<CompletableFuture<SendOutcome>> notice(
      Place place, Reply reply, Duration patience, Supplier<CompletableFuture<Void>> beforeFirst) {
    MessageJob job =
        new MessageJob(
            tools, parts(reply), place.thread(), Optional.empty(), patience, false, beforeFirst);
    return offer(place, Priority.NOTICE, job);
  }

  /** Sends a word that must get through although the queue is full. */
  CompletableFuture<SendOutcome> squeezeIn(Place place, Optional<Integer> replyTo, Reply reply) {
    MessageJob job =
        new MessageJob(
            tools, parts(reply), place.thread(), replyTo, PATIENCE, false, Outbound::atOnce);
    queues.squeezeIn(moved.now(place.chat()), job);
    return job.outcome();
  }

  private Optional<CompletableFuture<SendOutcome>> offer(
      Place place, Priority priority, MessageJob job) {
    return queues.offer(moved.now(place.chat()), priority, job)
        ? Optional.of(job.outcome())
        : Optional.empty();
  }

  private List<Part> parts(Reply reply) {
    Optional<InlineKeyboardMarkup> markup = keyboard.of(reply);
    if (reply.prompt().isPresent()) {
      return prompt(reply, markup);
    }
    Rendered rendered = renderer.render(reply);
    List<Part> parts = new ArrayList<>();
    if (rendered.photo().isPresent() && rendered.caption().isPresent()) {
      boolean alone = rendered.pages().isEmpty();
      parts.add(
          new Part.Photo(
              rendered.photo().get(), rendered.caption().get(), alone ? markup : Optional.empty()));
    }
    addPages(parts, rendered.pages(), markup);
    addFiles(parts, reply);
    return parts;
  }

  private static void addFiles(List<Part> parts, Reply reply) {
    reply.attachments().forEach(file -> parts.add(new Part.Document(file)));
  }

  private static void addPages(
      List<Part> parts, List<Page> pages, Optional<InlineKeyboardMarkup> markup) {
    for (int i = 0; i < pages.size(); i++) {
      boolean last = i == pages.size() - 1;
      parts.add(new Part.Text(pages.get(i), last ? markup : Optional.empty()));
    }
  }

  /**
   * A message has one kind of markup: the reply field opens with the first, buttons come second.
   */
  private List<Part> prompt(Reply reply, Optional<InlineKeyboardMarkup> markup) {
    Prompt prompt = reply.prompt().orElseThrow();
    RichText hint =
        RichText.empty()
            .plusLink("Answer this message", DeepLinks.prompt(botName, prompt.command()))
            .plus(prompt.placeholder().isBlank() ? "." : ": " + prompt.placeholder());
    Reply asked = reply.toBuilder().text(hint).build();
    ForceReplyKeyboard.ForceReplyKeyboardBuilder<?, ?> field =
        ForceReplyKeyboard.builder().forceReply(true).selective(true);
    String placeholder = shortened(prompt.placeholder());
    if (!placeholder.isBlank()) {
      field.inputFieldPlaceholder(placeholder);
    }
    List<Part> parts = new ArrayList<>();
    for (Page page : renderer.renderText(asked).pages()) {
      parts.add(new Part.Text(page, Optional.of(field.build())));
    }
    if (markup.isPresent()) {
      Page choose =
          Page.of(List.of(Piece.line(List.of(Run.of(Run.Style.PLAIN, "Or choose:")), false)));
      parts.add(new Part.Text(choose, markup));
    }
    return parts;
  }

  private static String shortened(String placeholder) {
    int characters = placeholder.codePointCount(0, placeholder.length());
    return placeholder.substring(
        0, placeholder.offsetByCodePoints(0, Math.min(MOST_PLACEHOLDER, characters)));
  }

  private List<Part> edits(int message, boolean photo, Reply reply) {
    if (reply.prompt().isPresent()) {
      return parts(reply);
    }
    Optional<InlineKeyboardMarkup> markup = keyboard.of(reply);
    Rendered rendered = renderer.render(reply);
    List<Part> parts = new ArrayList<>();
    if (rendered.photo().isPresent()
        && rendered.caption().isPresent()
        && rendered.pages().isEmpty()) {
      parts.add(
          new Part.EditPhoto(message, rendered.photo().get(), rendered.caption().get(), markup));
      addFiles(parts, reply);
      return parts;
    }
    List<Page> pages = renderer.renderText(reply).pages();
    if (photo) {
      // A photo cannot become text: the new message stands in for it.
      parts.add(new Part.Delete(message));
      addPages(parts, pages, markup);
      addFiles(parts, reply);
      return parts;
    }
    parts.add(new Part.EditText(message, pages.get(0), markup));
    addPages(parts, pages.subList(1, pages.size()), Optional.empty());
    addFiles(parts, reply);
    return parts;
  }
}
