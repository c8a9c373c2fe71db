package hangup.chat.telegram;

import hangup.command.CommandSpec;
import hangup.command.Context;
import hangup.command.Permission;
import hangup.reply.Block;
import hangup.reply.Button;
import hangup.reply.Reply;
import hangup.reply.RichText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.AnswerInlineQuery;
import org.telegram.telegrambots.meta.api.objects.LinkPreviewOptions;
import org.telegram.telegrambots.meta.api.objects.inlinequery.inputmessagecontent.InputTextMessageContent;
import org.telegram.telegrambots.meta.api.objects.inlinequery.result.InlineQueryResult;
import org.telegram.telegrambots.meta.api.objects.inlinequery.result.InlineQueryResultArticle;
import org.telegram.telegrambots.meta.api.objects.inlinequery.result.InlineQueryResultsButton;

/**
 * {@code @bot 22} in any chat: the card of the reason, to paste there. Figures are never offered,
 * since nobody knows who reads that chat.
 */
final class InlineAnswers {

  private static final Logger log = LoggerFactory.getLogger(InlineAnswers.class);
  private static final int CACHE_SECONDS = 60;
  private static final int MOST_CARDS = 8;
  private static final int SUMMARY = 120;

  private final Questions questions;
  private final HtmlRenderer renderer;
  private final BotApi api;

  InlineAnswers(Questions questions, HtmlRenderer renderer, BotApi api) {
    this.questions = questions;
    this.renderer = renderer;
    this.api = api;
  }

  /** Answers; a failure is logged, since the client asks again with the next letter. */
  void answer(Incoming.InlineAsked asked) throws InterruptedException {
    Place privately = new Place(asked.from().id(), Optional.empty());
    Context context = questions.context(privately, asked.from());
    AnswerInlineQuery.AnswerInlineQueryBuilder<?, ?> answer =
        AnswerInlineQuery.builder()
            .inlineQueryId(asked.query())
            .cacheTime(CACHE_SECONDS)
            .isPersonal(true);
    Optional<CommandSpec> reason = questions.named(Questions.REASON);
    if (reason.isEmpty() || reason.get().permission() != Permission.PUBLIC) {
      answer.results(List.of());
    } else if (questions.refusal("/" + Questions.REASON, context).isPresent()) {
      answer.results(List.of()).button(button("For the team only: link yourself", "link"));
    } else if (asked.text().isBlank()) {
      answer.results(List.of()).button(button("Type a code or words: 22", "help"));
    } else {
      List<InlineQueryResult> cards = cards(asked.text(), context);
      answer.results(cards);
      if (cards.isEmpty()) {
        answer.button(button("Nothing found", "help"));
      }
    }
    ApiResult<Boolean> result = api.await(answer.build());
    result
        .failure()
        .filter(error -> error.kind() != ApiError.Kind.TOO_OLD)
        .ifPresent(error -> log.warn("Could not answer inline: {}", error.description()));
  }

  private static InlineQueryResultsButton button(String text, String start) {
    return InlineQueryResultsButton.builder().text(text).startParameter(start).build();
  }

  private List<InlineQueryResult> cards(String text, Context context) {
    List<InlineQueryResult> cards = new ArrayList<>();
    String line = "/" + Questions.REASON + " " + text.strip();
    Reply first = questions.answer(line, context);
    if (!Questions.errorOf(first).isEmpty()) {
      return cards;
    }
    if (!first.data().containsKey("code")) {
      // Several fit: each is a card of its own.
      for (Button button : first.buttons()) {
        if (cards.size() < MOST_CARDS && button.command().startsWith("/reason ")) {
          Reply other = questions.answer(button.command(), context);
          if (Questions.errorOf(other).isEmpty()) {
            cards.add(card(other, cards.size()));
          }
        }
      }
    }
    if (cards.isEmpty()) {
      cards.add(card(first, 0));
    }
    return cards;
  }

  private InlineQueryResult card(Reply reply, int number) {
    Page page = renderer.renderText(reply).pages().get(0);
    return InlineQueryResultArticle.builder()
        .id("card-" + number + "-" + Integer.toHexString(page.plain().hashCode()))
        .title(reply.title().isBlank() ? "Card" : reply.title())
        .description(summary(reply))
        .inputMessageContent(
            InputTextMessageContent.builder()
                .messageText(page.html())
                .parseMode("HTML")
                .linkPreviewOptions(LinkPreviewOptions.builder().isDisabled(true).build())
                .build())
        .build();
  }

  private static String summary(Reply reply) {
    for (Block block : reply.blocks()) {
      if (block instanceof Block.Text text) {
        return shortened(text.text());
      }
    }
    return reply.title();
  }

  private static String shortened(RichText text) {
    String plain = text.plainText();
    return plain.length() > SUMMARY ? plain.substring(0, SUMMARY - 1) + "…" : plain;
  }
}
