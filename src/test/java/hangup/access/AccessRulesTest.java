package hangup.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hangup.chat.Asker;
import hangup.chat.ChannelRef;
import hangup.command.CommandSpec;
import hangup.command.Context;
import hangup.command.Permission;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class AccessRulesTest {

  private static final CommandSpec REASON = spec("reason", Permission.PUBLIC);
  private static final CommandSpec SUMMARY = spec("summary", Permission.FIGURES);
  private static final CommandSpec CALLS = spec("calls", Permission.CALLS);
  private static final CommandSpec DIGEST = spec("digest", Permission.CHANGE);

  @Test
  void withoutRulesOnlyTheCatalogueIsOpen() {
    AccessRules rules = rules();
    Context member = discord("g", "c", asker("u", false));
    assertThat(rules.refusal(REASON, member)).isEmpty();
    for (CommandSpec spec : List.of(SUMMARY, CALLS, DIGEST)) {
      assertThat(rules.refusal(spec, member))
          .hasValue(
              "You may not use /" + spec.name() + " here. Ask the administrator of this bot.");
    }
  }

  @Test
  void platformAdminsGetNothingByThemselves() {
    Context admin = discord("g", "c", asker("u", true));
    assertThat(rules().refusal(DIGEST, admin)).isPresent();
    AccessRules rules = rules(new Rule().admins().allow("change"));
    assertThat(rules.refusal(DIGEST, admin)).isEmpty();
    assertThat(rules.refusal(DIGEST, discord("g", "c", asker("u", false)))).isPresent();
  }

  @Test
  void everyConditionOfARuleMustFit() {
    AccessRules rules =
        rules(new Rule().platform("discord").space("g").channel("c").role("noc").allow("figures"));
    assertThat(rules.refusal(SUMMARY, discord("g", "c", asker("u", false, "noc")))).isEmpty();
    assertThat(rules.refusal(SUMMARY, discord("g", "c", asker("u", false, "sales")))).isPresent();
    assertThat(rules.refusal(SUMMARY, discord("g", "d", asker("u", false, "noc")))).isPresent();
    assertThat(rules.refusal(SUMMARY, discord("h", "c", asker("u", false, "noc")))).isPresent();
    assertThat(rules.refusal(SUMMARY, telegram("g", asker("u", false, "noc")))).isPresent();
    assertThat(rules.refusal(CALLS, discord("g", "c", asker("u", false, "noc")))).isPresent();
  }

  @Test
  void aChannelsRuleHoldsInItsThreadsAndAThreadsOnlyThere() {
    ChannelRef thread = new ChannelRef("discord", Optional.of("g"), "c", Optional.of("t"));
    Context inThread = new Context(thread, asker("u", false), ZoneOffset.UTC);
    assertThat(rules(new Rule().channel("c").allow("figures")).refusal(SUMMARY, inThread))
        .isEmpty();
    AccessRules threadOnly = rules(new Rule().channel("t").allow("figures"));
    assertThat(threadOnly.refusal(SUMMARY, inThread)).isEmpty();
    assertThat(threadOnly.refusal(SUMMARY, discord("g", "c", asker("u", false)))).isPresent();
  }

  @Test
  void rulesAddUpAndNameCommandsPermissionsOrAll() {
    AccessRules rules =
        rules(
            new Rule().user("a").allow("/Summary"),
            new Rule().user("a").allow("calls"),
            new Rule().user("b").allow("all"));
    Context a = discord("g", "c", asker("a", false));
    Context b = discord("g", "c", asker("b", false));
    assertThat(rules.refusal(SUMMARY, a)).isEmpty();
    assertThat(rules.refusal(CALLS, a)).isEmpty();
    assertThat(rules.refusal(DIGEST, a)).isPresent();
    assertThat(rules.refusal(DIGEST, b)).isEmpty();
  }

  @Test
  void aPrivateTelegramChatIsClosedUntilTheUserIsKnown() {
    Context stranger = privateTelegram(asker("7", false));
    assertThat(rules().refusal(REASON, stranger)).isPresent();
    assertThat(rules(new Rule().platform("telegram").allow("figures")).refusal(REASON, stranger))
        .isPresent();
    assertThat(rules(new Rule().user("7").allow("figures")).refusal(REASON, stranger)).isEmpty();
    assertThat(rules(new Rule().user("8").allow("all")).refusal(REASON, stranger)).isPresent();
    AccessRules linked =
        new AccessRules(List.of(), (platform, user) -> platform.equals("telegram"));
    assertThat(linked.refusal(REASON, stranger)).isEmpty();
    assertThat(linked.refusal(SUMMARY, stranger)).isPresent();
    assertThat(rules().refusal(REASON, telegram("-100", asker("7", false)))).isEmpty();
  }

  @Test
  void theReasonOfADecisionNamesNobodyElse() {
    AccessRules rules = rules(new Rule().space("g").role("noc").allow("figures"));
    assertThat(rules.decide(SUMMARY, discord("g", "c", asker("u", false, "noc"))).why())
        .isEqualTo("allowed by a rule for your role in this place");
    assertThat(rules.decide(SUMMARY, discord("g", "c", asker("u", false))).why())
        .isEqualTo("no rule allows figures to you here");
  }

  @Test
  void wordsThatNameNothingAreFound() {
    AccessRules rules = rules(new Rule().allow("all", "sumary", "figures", "reason"));
    assertThat(rules.unknownWords(List.of(REASON, SUMMARY))).containsExactly("sumary");
  }

  @Test
  void aRuleMustAllowSomething() {
    assertThatThrownBy(() -> new Rule().allow(" ")).hasMessageContaining("must allow something");
  }

  private static CommandSpec spec(String name, Permission permission) {
    return new CommandSpec(name, "A summary", List.of(), List.of(), permission, List.of());
  }

  private static Asker asker(String id, boolean admin, String... roles) {
    return new Asker(id, "Someone", Set.of(roles), admin);
  }

  private static Context discord(String guild, String channel, Asker asker) {
    return new Context(
        new ChannelRef("discord", Optional.of(guild), channel, Optional.empty()),
        asker,
        ZoneOffset.UTC);
  }

  private static Context telegram(String chat, Asker asker) {
    return new Context(
        new ChannelRef("telegram", Optional.of(chat), chat, Optional.empty()),
        asker,
        ZoneOffset.UTC);
  }

  private static Context privateTelegram(Asker asker) {
    return new Context(
        new ChannelRef("telegram", Optional.empty(), asker.id(), Optional.empty()),
        asker,
        ZoneOffset.UTC);
  }

  private static AccessRules rules(AccessRule... rules) {
    return new AccessRules(List.of(rules), LinkedUsers.NONE);
  }

  private static final class Rule {
    private Optional<String> platform = Optional.empty();
    private Optional<String> space = Optional.empty();
    private Optional<String> channel = Optional.empty();
    private Optional<String> role = Optional.empty();
    private Optional<String> user = Optional.empty();
    private boolean admins;

    Rule platform(String value) {
      platform = Optional.of(value);
      return this;
    }

    Rule space(String value) {
      space = Optional.of(value);
      return this;
    }

    Rule channel(String value) {
      channel = Optional.of(value);
      return this;
    }

    Rule role(String value) {
      role = Optional.of(value);
      return this;
    }

    Rule user(String value) {
      user = Optional.of(value);
      return this;
    }

    Rule admins() {
      admins = true;
      return this;
    }

    AccessRule allow(String... words) {
      return new AccessRule(platform, space, channel, role, user, admins, Set.of(words));
    }
  }
}
