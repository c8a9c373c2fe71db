package hangup.reply;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a command answers, free of any platform. Immutable; made with {@link #builder}.
 *
 * @param title one line, plain text
 * @param blocks the body, in reading order
 * @param footer what was counted, which zone, how fresh; may be empty
 * @param buttons further questions, most useful first
 * @param attachments files that go with it
 * @param data the same answer for scripts: values are String, Number, Boolean, List, Map or null
 */
public record Reply(
    String title,
    Severity severity,
    Audience audience,
    List<Block> blocks,
    RichText footer,
    Optional<Chart> chart,
    List<Button> buttons,
    Optional<Menu> menu,
    Optional<Prompt> prompt,
    List<Attachment> attachments,
    Map<String, @Nullable Object> data) {

  public Reply {
    blocks = List.copyOf(blocks);
    buttons = List.copyOf(buttons);
    attachments = List.copyOf(attachments);
  }

  public static Builder builder(String title, Severity severity) {
    return new Builder(title, severity);
  }

  /** A builder with everything of this reply in it. */
  public Builder toBuilder() {
    Builder builder = new Builder(title, severity);
    builder.audience = audience;
    builder.blocks.addAll(blocks);
    builder.footer = footer;
    builder.chart = chart;
    builder.buttons.addAll(buttons);
    builder.menu = menu;
    builder.prompt = prompt;
    builder.attachments.addAll(attachments);
    builder.data.putAll(data);
    return builder;
  }

  /** Collects the parts of a {@link Reply}; not thread-safe. */
  public static final class Builder {
    private final String title;
    private Severity severity;
    private Audience audience = Audience.CHANNEL;
    private final List<Block> blocks = new ArrayList<>();
    private RichText footer = RichText.empty();
    private Optional<Chart> chart = Optional.empty();
    private final List<Button> buttons = new ArrayList<>();
    private Optional<Menu> menu = Optional.empty();
    private Optional<Prompt> prompt = Optional.empty();
    private final List<Attachment> attachments = new ArrayList<>();
    private final Map<String, @Nullable Object> data = new LinkedHashMap<>();

    private Builder(String title, Severity severity) {
      this.title = title;
      this.severity = severity;
    }

    public Builder severity(Severity value) {
      severity = value;
      return this;
    }

    public Builder forAskerOnly() {
      audience = Audience.ASKER;
      return this;
    }

    public Builder add(Block block) {
      blocks.add(block);
      return this;
    }

    public Builder text(String plain) {
      return add(new Block.Text(RichText.of(plain)));
    }

    public Builder text(RichText text) {
      return add(new Block.Text(text));
    }

    public Builder heading(String text) {
      return add(new Block.Heading(text));
    }

    public Builder note(String plain) {
      return add(new Block.Note(RichText.of(plain)));
    }

    public Builder footer(RichText text) {
      footer = text;
      return this;
    }

    public Builder chart(Chart value) {
      chart = Optional.of(value);
      return this;
    }

    public Builder button(String label, String command) {
      buttons.add(new Button(label, command));
      return this;
    }

    public Builder menu(Menu value) {
      menu = Optional.of(value);
      return this;
    }

    public Builder prompt(Prompt value) {
      prompt = Optional.of(value);
      return this;
    }

    public Builder attach(Attachment attachment) {
      attachments.add(attachment);
      return this;
    }

    /** Adds to the answer for scripts. */
    public Builder data(Map<String, ? extends @Nullable Object> values) {
      data.putAll(values);
      return this;
    }

    public Reply build() {
      return new Reply(
          title,
          severity,
          audience,
          blocks,
          footer,
          chart,
          buttons,
          menu,
          prompt,
          attachments,
          Collections.unmodifiableMap(new LinkedHashMap<>(data)));
    }
  }
}
