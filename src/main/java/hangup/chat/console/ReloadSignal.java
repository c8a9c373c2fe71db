package hangup.chat.console;

import org.jline.utils.Signals;

/** SIGHUP, by which services are told to read their settings again. */
public final class ReloadSignal {

  private ReloadSignal() {}

  /** Runs something on each SIGHUP from now on; does nothing where there is no such signal. */
  public static void handle(Runnable reload) {
    var unused = Signals.register("HUP", reload);
  }
}
