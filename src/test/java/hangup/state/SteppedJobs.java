package hangup.state;

import com.github.kagkarlsson.scheduler.testhelper.ManualScheduler;
import com.github.kagkarlsson.scheduler.testhelper.SettableClock;
import com.github.kagkarlsson.scheduler.testhelper.TestHelper;
import java.time.Clock;

/** Runs what is due when it is told to, on the thread that tells it. */
public final class SteppedJobs {

  private final ManualScheduler scheduler;
  private final SettableClock time = new SettableClock();
  private final Clock clock;

  /**
   * @param clock the clock of everything else
   */
  public SteppedJobs(StateDatabase database, Jobs jobs, Clock clock) {
    this.clock = clock;
    time.set(clock.instant());
    TestHelper.ManualSchedulerBuilder builder =
        TestHelper.createManualScheduler(database.dataSource(), jobs.tasks()).clock(time);
    // Moments are written as Jobs itself writes them, whatever the zone of the machine.
    builder.jdbcCustomization(SchedulerTimes.of(database.isShared()));
    this.scheduler = builder.build();
  }

  /** Runs what is due now, and what that makes due. */
  public void run() {
    time.set(clock.instant());
    for (int i = 0; i < 2; i++) {
      scheduler.runAnyDueExecutions();
    }
  }

  /** Finds jobs whose process died, as another process does. */
  public void runDeadExecutionDetection() {
    time.set(clock.instant());
    scheduler.runDeadExecutionDetection();
  }
}
