package hangup.channel;

import hangup.chat.ChannelRef;
import hangup.reply.Block;
import hangup.reply.Reply;
import hangup.reply.RichText;
import hangup.reply.Span;
import hangup.state.ChannelSettings;
import hangup.state.ChannelSettings.Dates;
import hangup.state.ChannelSettings.Numbers;
import hangup.state.ChannelSettingsStore;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes the numbers and dates of answers as a channel wants them. Answers are made with {@code
 * 1,234.5} and {@code 2026-11-30}; what is to be typed or copied stays as it is. Thread-safe.
 */
public final class ChannelStyle {

  /** Grouped, or with one decimal; no part of a name, an address, a version or a time. */
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}_.,:/-])(?:([0-9]{1,3}(?:,[0-9]{3})+)(\\.[0-9])?|([0-9]+)(\\.[0-9]))"
              + "(?![\\p{N}_:/-]|[.,][0-9]|\\p{L})");

  private static final Pattern DATE =
      Pattern.compile("(?<![\\p{L}\\p{N}-])([0-9]{4})-([0-9]{2})-([0-9]{2})(?![\\p{N}\\p{L}-])");

  private static final char NARROW_SPACE = '\u202f';

  private final ChannelSettingsStore settings;

  public ChannelStyle(ChannelSettingsStore settings) {
    this.settings = settings;
  }

  /** The reply as the channel wants it. */
  public Reply of(ChannelRef channel, Reply reply) {
    ChannelSettings wanted = settings.of(channel);
    return wanted.numbers() == Numbers.POINT && wanted.dates() == Dates.ISO
        ? reply
        : restyled(reply, wanted);
  }

  private static Reply restyled(Reply reply, ChannelSettings wanted) {
    return new Reply(
        text(reply.title(), wanted),
        reply.severity(),
        reply.audience(),
        reply.blocks().stream().map(block -> block(block, wanted)).toList(),
        rich(reply.footer(), wanted),
        reply.chart(),
        reply.buttons(),
        reply.menu(),
        reply.prompt(),
        reply.attachments(),
        reply.data());
  }

  private static Block block(Block block, ChannelSettings wanted) {
    if (block instanceof Block.Text text) {
      return new Block.Text(rich(text.text(), wanted));
    } else if (block instanceof Block.Heading heading) {
      return new Block.Heading(text(heading.title(), wanted));
    } else if (block instanceof Block.Fields fields) {
      return new Block.Fields(
          fields.fields().stream()
              .map(one -> new Block.Field(one.name(), rich(one.value(), wanted), one.brief()))
              .toList());
    } else if (block instanceof Block.Table table) {
      return new Block.Table(
          text(table.caption(), wanted),
          table.columns(),
          table.rows().stream()
              .map(row -> row.stream().map(cell -> text(cell, wanted)).toList())
              .toList());
    } else if (block instanceof Block.Steps steps) {
      return new Block.Steps(
          steps.steps().stream()
              .map(step -> new Block.Step(rich(step.text(), wanted), step.where()))
              .toList());
    } else if (block instanceof Block.Bullets bullets) {
      return new Block.Bullets(bullets.items().stream().map(item -> rich(item, wanted)).toList());
    } else {
      return new Block.Note(rich(((Block.Note) block).text(), wanted));
    }
  }

  private static RichText rich(RichText text, ChannelSettings wanted) {
    List<Span> spans = text.spans().stream().map(span -> span(span, wanted)).toList();
    return new RichText(spans);
  }

  private static Span span(Span span, ChannelSettings wanted) {
    if (span instanceof Span.Plain plain) {
      return new Span.Plain(text(plain.text(), wanted));
    } else if (span instanceof Span.Strong strong) {
      return new Span.Strong(text(strong.text(), wanted));
    } else if (span instanceof Span.Muted muted) {
      return new Span.Muted(text(muted.text(), wanted));
    } else if (span instanceof Span.Moment moment) {
      return new Span.Moment(moment.at(), text(moment.local(), wanted));
    }
    return span;
  }

  static String text(String text, ChannelSettings wanted) {
    String dated = DATE.matcher(text).replaceAll(match -> date(match, wanted.dates()));
    return NUMBER.matcher(dated).replaceAll(match -> number(match, wanted));
  }

  private static String date(MatchResult match, Dates dates) {
    String year = match.group(1);
    String month = match.group(2);
    String day = match.group(3);
    return switch (dates) {
      case ISO -> match.group();
      case DMY -> day + "." + month + "." + year;
      case MDY -> month + "/" + day + "/" + year;
    };
  }

  private static String number(MatchResult match, ChannelSettings wanted) {
    boolean grouped = match.group(1) != null;
    String whole = grouped ? match.group(1) : match.group(3);
    String decimals = grouped ? match.group(2) : match.group(4);
    String point = decimals == null ? "" : decimals;
    String written =
        switch (wanted.numbers()) {
          case POINT -> whole + point;
          case COMMA -> whole.replace(',', '.') + point.replace('.', ',');
          case SPACE -> whole.replace(',', NARROW_SPACE) + point.replace('.', ',');
          case PLAIN -> whole.replace(",", "") + point;
        };
    return Matcher.quoteReplacement(written);
  }
}
