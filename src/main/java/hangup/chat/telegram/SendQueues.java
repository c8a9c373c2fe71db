package hangup.chat.telegram;

import com.github.benmanes.caffeine.cache.Ticker;
import hangup.chat.telegram.SendJob.Next;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One queue for each chat, sent at Telegram's rates: answers to people first, then what nobody
 * asked for, which leaves a part of the rates for answers that may come. A call counts from its
 * start until the rate's window after its end, so no delay on the way can press two into one window
 * at the server. Thread-safe.
 */
final class SendQueues implements AutoCloseable {

  /** What is sent first. */
  enum Priority {
    /** Somebody waits for it. */
    ANSWER,
    /** Nobody asked for it just now. */
    NOTICE
  }

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  /** From so many chats in flood control on, all are slowed down. */
  private static final int CHATS_IN_A_STORM = 3;

  /** A job and its place in the order of all. */
  private record Waiting(SendJob job, long number) {}

  private static final class Lane {
    final Deque<Waiting> answers = new ArrayDeque<>(2);
    final Deque<Waiting> notices = new ArrayDeque<>(2);
    final Deque<Long> lastMinute = new ArrayDeque<>(2);
    boolean sending;
    boolean inFlood;
    long notBefore = Long.MIN_VALUE;

    boolean idle() {
      return answers.isEmpty() && notices.isEmpty() && !sending;
    }
  }

  private final SendRates rates;
  private final Ticker ticker;
  private final int mostAnswers;
  private final int mostNotices;
  private final ScheduledThreadPoolExecutor timer;
  private final Map<Long, Lane> lanes = new LinkedHashMap<>();
  private final Deque<Long> lastSecond = new ArrayDeque<>();
  private int sending;
  private long allNotBefore = Long.MIN_VALUE;
  private boolean closed;
  private long nextNumber;
  private @Nullable ScheduledFuture<?> wakeUp;
  private long wakeUpAt;

  /**
   * @param mostAnswers how many answers may wait for one chat
   * @param mostNotices how many others
   */
  SendQueues(SendRates rates, Ticker ticker, int mostAnswers, int mostNotices) {
    this.rates = rates;
    this.ticker = ticker;
    this.mostAnswers = mostAnswers;
    this.mostNotices = mostNotices;
    timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "telegram-send");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
  }

  /** Queues a job; false if too many wait for this chat, or the bot stops. */
  boolean offer(long chat, Priority priority, SendJob job) {
    synchronized (this) {
      Lane lane = lanes.computeIfAbsent(chat, id -> new Lane());
      Deque<Waiting> queue = priority == Priority.ANSWER ? lane.answers : lane.notices;
      if (closed || queue.size() >= (priority == Priority.ANSWER ? mostAnswers : mostNotices)) {
        return false;
      }
      queue.add(new Waiting(job, nextNumber++));
    }
    pump();
    return true;
  }

  /** Queues a word that must get through although the queue is full. */
  void squeezeIn(long chat, SendJob job) {
    synchronized (this) {
      if (closed) {
        return;
      }
      lanes.computeIfAbsent(chat, id -> new Lane()).answers.add(new Waiting(job, nextNumber++));
    }
    pump();
  }

  /** Whether another answer would be turned away. */
  synchronized boolean isFull(long chat) {
    Lane lane = lanes.get(chat);
    return lane != null && lane.answers.size() >= mostAnswers;
  }

  /** How many jobs wait, in all chats. */
  synchronized int waiting() {
    return lanes.values().stream().mapToInt(l -> l.answers.size() + l.notices.size()).sum();
  }

  private record Start(long chat, Lane lane, Deque<Waiting> queue, Waiting head) {
    SendJob job() {
      return head.job();
    }
  }

  private void pump() {
    List<Start> starts;
    synchronized (this) {
      starts = closed ? List.of() : choose();
    }
    for (Start start : starts) {
      var unused =
          start
              .job()
              .attempt(start.chat())
              .whenComplete(
                  (next, failure) -> finished(start, failure == null ? next : new Next.Finished()));
    }
  }

  // Guarded by this.
  private List<Start> choose() {
    long now = ticker.read();
    forgetBefore(lastSecond, now - SECOND);
    List<Start> starts = new ArrayList<>();
    long wake = Long.MAX_VALUE;
    for (Priority priority : Priority.values()) {
      List<Start> ready = new ArrayList<>();
      Iterator<Map.Entry<Long, Lane>> all = lanes.entrySet().iterator();
      while (all.hasNext()) {
        Map.Entry<Long, Lane> entry = all.next();
        Lane lane = entry.getValue();
        forgetBefore(lane.lastMinute, now - MINUTE);
        if (lane.idle()) {
          if (lane.lastMinute.isEmpty() && lane.notBefore <= now) {
            all.remove();
          }
          continue;
        }
        Deque<Waiting> queue = priority == Priority.ANSWER ? lane.answers : lane.notices;
        Waiting head = queue.peek();
        if (head == null || lane.sending || (priority == Priority.NOTICE && waits(lane))) {
          continue;
        }
        long readyAt = readyAt(entry.getKey(), lane);
        if (readyAt > now) {
          wake = Math.min(wake, readyAt);
        } else {
          ready.add(new Start(entry.getKey(), lane, queue, head));
        }
      }
      // The longest waiting first: else a busy time would starve some chats.
      ready.sort(Comparator.comparingLong(start -> start.head().number()));
      for (Start start : ready) {
        long readyAt = allReadyAt(rates.perSecond(priority));
        if (readyAt > now) {
          wake = Math.min(wake, readyAt);
          break;
        }
        start.lane().sending = true;
        sending++;
        starts.add(start);
      }
    }
    // When nothing waits: to forget, some time, the chats that nothing is sent to any more.
    wakeAt(wake == Long.MAX_VALUE && !lanes.isEmpty() ? now + MINUTE : wake, now);
    return starts;
  }

  private void wakeAt(long time, long now) {
    if (time == Long.MAX_VALUE || (wakeUp != null && !wakeUp.isDone() && wakeUpAt <= time)) {
      return;
    }
    if (wakeUp != null) {
      wakeUp.cancel(false);
    }
    wakeUpAt = time;
    wakeUp = timer.schedule(this::wake, Math.max(100_000, time - now), TimeUnit.NANOSECONDS);
  }

  private void wake() {
    synchronized (this) {
      wakeUp = null;
    }
    pump();
  }

  private static boolean waits(Lane lane) {
    return !lane.answers.isEmpty();
  }

  private long readyAt(long chat, Lane lane) {
    long ready = lane.notBefore;
    Long last = lane.lastMinute.peekLast();
    if (last != null) {
      ready = Math.max(ready, last + rates.chatGap().toNanos());
    }
    // Groups have negative numbers.
    if (chat < 0 && lane.lastMinute.size() >= rates.groupPerMinute()) {
      ready = Math.max(ready, lane.lastMinute.getFirst() + MINUTE);
    }
    return ready;
  }

  private long allReadyAt(int perSecond) {
    if (sending + lastSecond.size() < perSecond) {
      return allNotBefore;
    }
    // With all of them still under way, the end of one is what to wait for.
    Long first = lastSecond.peekFirst();
    return first == null ? Long.MAX_VALUE : Math.max(allNotBefore, first + SECOND);
  }

  private static void forgetBefore(Deque<Long> times, long limit) {
    while (!times.isEmpty() && times.getFirst() <= limit) {
      times.removeFirst();
    }
  }

  private void finished(Start start, Next next) {
    synchronized (this) {
      long now = ticker.read();
      sending--;
      lastSecond.add(now);
      Lane lane = start.lane();
      lane.sending = false;
      lane.lastMinute.add(now);
      lane.inFlood = false;
      if (next instanceof Next.Finished) {
        start.queue().remove(start.head());
      } else if (next instanceof Next.Later later) {
        lane.notBefore = now + later.pause().toNanos();
        lane.inFlood = later.pause().compareTo(Duration.ofSeconds(1)) >= 0;
        slowDown(lane.notBefore);
      } else if (next instanceof Next.Elsewhere elsewhere) {
        start.queue().remove(start.head());
        Lane moved = lanes.computeIfAbsent(elsewhere.chat(), id -> new Lane());
        (start.queue() == lane.answers ? moved.answers : moved.notices).addFirst(start.head());
      }
      if (closed) {
        start.job().abandon();
      }
    }
    pump();
  }

  /** Several chats told to wait at once: then it is the whole bot that is too fast. */
  private void slowDown(long until) {
    if (lanes.values().stream().filter(l -> l.inFlood).count() >= CHATS_IN_A_STORM) {
      allNotBefore = Math.max(allNotBefore, until);
    }
  }

  /** Sends what can be sent within a few seconds, and abandons the rest. */
  @Override
  public void close() {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
    try {
      while (System.nanoTime() < until && isBusy()) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    List<Waiting> left = new ArrayList<>();
    synchronized (this) {
      closed = true;
      for (Lane lane : lanes.values()) {
        left.addAll(lane.answers);
        left.addAll(lane.notices);
      }
      lanes.clear();
    }
    left.forEach(waiting -> waiting.job().abandon());
    timer.shutdownNow();
  }

  private synchronized boolean isBusy() {
    return lanes.values().stream().anyMatch(lane -> !lane.idle());
  }
}
