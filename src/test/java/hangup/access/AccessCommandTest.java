package hangup.access;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.chat.Asker;
import hangup.chat.ChannelRef;
import hangup.command.Arguments;
import hangup.command.CommandSpec;
import hangup.command.Context;
import hangup.command.Permission;
import hangup.reply.Audience;
import hangup.reply.Block;
import hangup.reply.Reply;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccessCommandTest {

  private static CommandSpec spec(String name, Permission permission) {
    return new CommandSpec(name, "A command", List.of(), List.of(), permission, List.of());
  }

  @Test
  void saysOfEachCommandWhetherAndWhyToTheAskerOnly() {
    AccessRule figures =
        new AccessRule(
            Optional.empty(),
            Optional.empty(),
            Optional.of("noc"),
            Optional.empty(),
            Optional.empty(),
            false,
            Set.of("figures"));
    AccessCommand command =
        new AccessCommand(
            new AccessRules(List.of(figures), LinkedUsers.NONE),
            () ->
                List.of(
                    spec("reason", Permission.PUBLIC),
                    spec("summary", Permission.FIGURES),
                    spec("digest", Permission.CHANGE)));
    Reply reply =
        command.run(
            Arguments.NONE,
            new Context(
                new ChannelRef("discord", Optional.of("g"), "noc", Optional.empty()),
                new Asker("7", "Ann", Set.of(), false),
                ZoneOffset.UTC));
    assertThat(reply.audience()).isEqualTo(Audience.ASKER);
    Block.Table table =
        reply.blocks().stream()
            .filter(Block.Table.class::isInstance)
            .map(Block.Table.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(table.rows())
        .containsExactly(
            List.of("/reason", "yes", "open to everybody"),
            List.of("/summary", "yes", "allowed by a rule for everybody in this channel"),
            List.of("/digest", "no", "no rule allows change to you here"));
  }
}
