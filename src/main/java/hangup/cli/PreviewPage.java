package hangup.cli;

import hangup.chat.ButtonCodec;
import hangup.chat.console.TextRenderer;
import hangup.command.Dispatcher;
import hangup.command.Gate;
import hangup.command.Watch;
import hangup.config.Settings;
import hangup.ops.AdminServer;
import hangup.ops.Health;
import hangup.ops.PageGuard;
import hangup.page.LocalPage;
import hangup.page.PageAccess;
import hangup.page.StandingReader;
import hangup.report.ChartPainter;
import java.util.Map;
import java.util.Optional;

/** Puts the page on the local port together. */
final class PreviewPage {

  private PreviewPage() {}

  /**
   * The pages by path; none if the settings want none.
   *
   * @param buttons those of the platforms, so that the answers are the same
   */
  static Map<String, AdminServer.Page> of(
      Wiring wiring, Telling telling, Health health, ButtonCodec buttons, Watch watch) {
    if (!PageGuard.shows(wiring.settings().admin())) {
      return Map.of();
    }
    Dispatcher dispatcher =
        wiring.dispatcher(
            new PageAccess(), telling.commands(), telling::withDefaults, Gate.OPEN, watch);
    StandingReader standing =
        new StandingReader(
            health, wiring.following()::running, Optional.of(telling.database()), wiring.clock());
    return new LocalPage(
            new LocalPage.Parts(
                dispatcher::answer,
                dispatcher.specs(),
                buttons,
                new ChartPainter()::png,
                new TextRenderer(Bot.FILE_WIDTH, false)::render,
                standing,
                wiring.live().derive(Settings::zone)),
            wiring.clock())
        .pages();
  }
}
