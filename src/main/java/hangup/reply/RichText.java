package hangup.reply;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A line of text made of {@link Span}s; immutable, built with the fluent methods. */
public record RichText(List<Span> spans) {

  private static final RichText EMPTY = new RichText(List.of());

  public RichText {
    spans = List.copyOf(spans);
  }

  public static RichText empty() {
    return EMPTY;
  }

  public static RichText of(String plain) {
    return plain.isEmpty() ? EMPTY : new RichText(List.of(new Span.Plain(plain)));
  }

  public static RichText strong(String text) {
    return new RichText(List.of(new Span.Strong(text)));
  }

  public static RichText code(String text) {
    return new RichText(List.of(new Span.Code(text)));
  }

  public RichText plus(String plain) {
    return plain.isEmpty() ? this : with(new Span.Plain(plain));
  }

  public RichText plusStrong(String text) {
    return with(new Span.Strong(text));
  }

  public RichText plusCode(String text) {
    return with(new Span.Code(text));
  }

  public RichText plusMuted(String text) {
    return text.isEmpty() ? this : with(new Span.Muted(text));
  }

  public RichText plusLink(String label, URI target) {
    return with(new Span.Link(label, target));
  }

  public RichText plusMoment(Instant at, String local) {
    return with(new Span.Moment(at, local));
  }

  public RichText plus(RichText other) {
    List<Span> all = new ArrayList<>(spans);
    all.addAll(other.spans);
    return new RichText(all);
  }

  public boolean isEmpty() {
    return spans.isEmpty();
  }

  /** The text without any markup. */
  public String plainText() {
    if (spans.size() == 1) {
      return spans.get(0).plainText();
    }
    StringBuilder text = new StringBuilder();
    for (Span span : spans) {
      text.append(span.plainText());
    }
    return text.toString();
  }

  private RichText with(Span span) {
    List<Span> all = new ArrayList<>(spans.size() + 1);
    all.addAll(spans);
    all.add(span);
    return new RichText(all);
  }
}
