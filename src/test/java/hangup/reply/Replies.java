package hangup.reply;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Replies to test renderers with: one that has every kind of block, and arbitrary ones. */
public final class Replies {

  private Replies() {}

  /** Every kind of block, span and ornament. */
  public static Reply everything() {
    return Reply.builder("22 No Available Route", Severity.HIGH)
        .text(
            RichText.of("All gateways are busy or offline; ")
                .plusStrong("48 % of it")
                .plus(" on ")
                .plusCode("GW-7")
                .plus(" since ")
                .plusMoment(Instant.parse("2026-11-02T13:05:00Z"), "14:05")
                .plus(", see ")
                .plusLink("the runbook", URI.create("https://wiki.example.org/voip/no-route"))
                .plusMuted(" (practice)")
                .plus("."))
        .heading("What is known")
        .add(
            new Block.Fields(
                List.of(
                    new Block.Field("Category", RichText.of("Routing"), true),
                    new Block.Field("Group", RichText.of("Routing"), true),
                    new Block.Field("Impact", RichText.strong("High"), true),
                    new Block.Field("Cause", RichText.of("All gateways busy or offline"), false),
                    new Block.Field(
                        "Resolution",
                        RichText.of(
                            "Add more gateways or check existing; make sure that the prefix is"
                                + " served by at least two of them."),
                        false),
                    new Block.Field("SIP", RichText.code("503"), true),
                    new Block.Field("Q.850", RichText.of("unknown"), true))))
        .add(
            new Block.Table(
                "Top gateways",
                List.of(
                    new Block.Column("Gateway", Block.Align.LEFT, true),
                    new Block.Column("Failures", Block.Align.RIGHT, true),
                    new Block.Column("Share", Block.Align.RIGHT, true),
                    new Block.Column("ASR", Block.Align.RIGHT, false),
                    new Block.Column("Main reason", Block.Align.LEFT, false),
                    new Block.Column("Change", Block.Align.RIGHT, false)),
                List.of(
                    List.of("GW-7", "12,345", "48.1%", "3.2%", "22 No Available Route", "+812%"),
                    List.of("北京电信-出局-第三机房", "901", "3.5%", "41.0%", "2 User Busy", "−4%"),
                    List.of(
                        "a-gateway-with-a-name-that-somebody-found-meaningful-once",
                        "7",
                        "0.1%",
                        "",
                        "21 Gateway Unavailable",
                        "new"))))
        .add(
            new Block.Steps(
                List.of(
                    new Block.Step(
                        RichText.of("Check whether the gateway is online and how many calls it ")
                            .plus("carries against its line limit."),
                        "Operation management > Gateway operation > Routing gateway"),
                    new Block.Step(RichText.of("Call it from another one."), ""),
                    new Block.Step(
                        RichText.of("Escalate to the carrier."), "Contacts of the carrier"))))
        .add(
            new Block.Bullets(
                List.of(
                    RichText.of("7 Rate Not Found is ").plusStrong("rising").plus("."),
                    RichText.of("Nothing else stands out: all others are within their usual range.")
                        .plusMuted(" (7-day mean)"))))
        .note("Codes 4, 13 and 23 stand in no group: the source gives them no impact.")
        .chart(
            new Chart(
                "Failures per hour",
                "Failures per hour: highest at 03:00 with 30, lowest at 02:00 with 0.",
                List.of("00:00", "01:00", "02:00", "03:00", "04:00"),
                List.of(
                    new Chart.Series("22", List.of(1L, 5L, 0L, 20L, 8L)),
                    new Chart.Series("7", List.of(2L, 5L, 0L, 10L, 1L))),
                Optional.of(new Chart.Series("before", List.of(1L, 2L, 3L, 4L, 5L)))))
        .footer(RichText.of("25,678 calls, today until 14:05 (Europe/Berlin), data as of 14:04"))
        .button("How to fix it", "/fix 22")
        .button("Its calls today", "/summary today code:22")
        .menu(new Menu("By…", List.of(new Button("By customer", "/summary today by:customer"))))
        .prompt(new Prompt("/reason", "a code or words of its name"))
        .build();
  }

  /** Names and texts as hostile data has them. */
  public static Arbitrary<String> hostileText() {
    Arbitrary<String> wild = Arbitraries.strings().all().ofMaxLength(60);
    Arbitrary<String> usual = Arbitraries.strings().ascii().ofMaxLength(60);
    Arbitrary<String> words =
        Arbitraries.of(
                "GW-7",
                "\u001b[31m",
                "\u202e",
                "中文",
                "e\u0301",
                "👩‍👩‍👧",
                "\n",
                "\r\n",
                "\u009b2J",
                " ",
                "a",
                "@everyone",
                "<b>",
                "\u0000",
                "\ud800",
                "السلام",
                "ＡＢＣ",
                "\t",
                "\u200b",
                "…")
            .list()
            .ofMaxSize(20)
            .map(parts -> String.join("", parts));
    return Arbitraries.oneOf(wild, usual, words);
  }

  public static Arbitrary<RichText> richText() {
    Arbitrary<Span> span =
        Combinators.combine(hostileText(), Arbitraries.integers().between(0, 5))
            .as(
                (text, kind) ->
                    switch (kind) {
                      case 0 -> new Span.Strong(text);
                      case 1 -> new Span.Code(text);
                      case 2 -> new Span.Muted(text);
                      case 3 -> new Span.Link(text, URI.create("https://example.org/a"));
                      case 4 -> new Span.Moment(Instant.EPOCH, text);
                      default -> new Span.Plain(text);
                    });
    return span.list().ofMaxSize(4).map(RichText::new);
  }

  public static Arbitrary<Block> block() {
    Arbitrary<Block> fields =
        Combinators.combine(hostileText(), richText(), Arbitraries.of(true, false))
            .as(Block.Field::new)
            .list()
            .ofMaxSize(5)
            .map(Block.Fields::new);
    Arbitrary<Block> steps =
        Combinators.combine(richText(), hostileText())
            .as(Block.Step::new)
            .list()
            .ofMaxSize(12)
            .map(Block.Steps::new);
    return Arbitraries.oneOf(
        richText().map(Block.Text::new),
        hostileText().map(Block.Heading::new),
        richText().map(Block.Note::new),
        richText().list().ofMaxSize(4).map(Block.Bullets::new),
        fields,
        steps,
        table());
  }

  private static Arbitrary<Block> table() {
    Arbitrary<Block.Column> column =
        Combinators.combine(
                hostileText(), Arbitraries.of(Block.Align.values()), Arbitraries.of(true, false))
            .as(Block.Column::new);
    return column
        .list()
        .ofMaxSize(8)
        .flatMap(
            columns ->
                Combinators.combine(
                        hostileText(),
                        hostileText().list().ofSize(columns.size()).list().ofMaxSize(4))
                    .as((caption, rows) -> new Block.Table(caption, columns, rows)));
  }

  public static Arbitrary<Reply> reply() {
    return Combinators.combine(
            hostileText(),
            Arbitraries.of(Severity.values()),
            block().list().ofMaxSize(5),
            richText(),
            hostileText())
        .as(
            (title, severity, blocks, footer, text) -> {
              Reply.Builder reply = Reply.builder(title, severity).footer(footer);
              blocks.forEach(reply::add);
              return reply
                  .button(text, "/summary gateway:" + text)
                  .chart(
                      new Chart(
                          text,
                          text,
                          List.of(text, "b"),
                          List.of(new Chart.Series(text, List.of(1L, 2L))),
                          Optional.empty()))
                  .data(java.util.Map.of("text", text, "ratio", Double.NaN))
                  .build();
            });
  }
}
