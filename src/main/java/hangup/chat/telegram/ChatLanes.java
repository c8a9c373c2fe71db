package hangup.chat.telegram;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks on a few threads: those of one chat in their order, one after the other; those of
 * different chats beside each other. Bounded per chat, and in all by whoever asks {@link
 * #awaitRoom}. A task that fails is logged and stops nothing. Thread-safe.
 */
final class ChatLanes implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ChatLanes.class);

  private final int perChat;
  private final int inAll;
  private final ThreadPoolExecutor threads;
  private final Map<Long, Deque<Runnable>> lanes = new HashMap<>();
  private int pending;

  /**
   * @param threads how many chats at once
   * @param perChat how many tasks may wait for one chat
   * @param inAll from how many waiting tasks on {@link #awaitRoom} waits
   */
  ChatLanes(int threads, int perChat, int inAll) {
    this.perChat = perChat;
    this.inAll = inAll;
    AtomicInteger number = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            threads,
            threads,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "telegram-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    this.threads.allowCoreThreadTimeOut(true);
  }

  /** Queues a task; false if too many wait for this chat already. */
  boolean submit(long chat, Runnable task) {
    synchronized (lanes) {
      Deque<Runnable> lane = lanes.get(chat);
      if (lane == null) {
        lane = new ArrayDeque<>(2);
        lanes.put(chat, lane);
        lane.add(task);
        pending++;
        threads.execute(() -> run(chat));
        return true;
      }
      if (lane.size() > perChat) {
        return false;
      }
      lane.add(task);
      pending++;
      return true;
    }
  }

  /** Waits until fewer tasks wait than the bound. */
  void awaitRoom() throws InterruptedException {
    synchronized (lanes) {
      while (pending >= inAll) {
        lanes.wait();
      }
    }
  }

  // One task for each turn, so that a busy chat does not keep a thread from the others.
  private void run(long chat) {
    Runnable task;
    synchronized (lanes) {
      Deque<Runnable> lane = lanes.get(chat);
      if (lane == null || lane.isEmpty()) {
        return;
      }
      task = lane.getFirst();
    }
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      log.error("Failed in chat {}", chat, e);
    } finally {
      synchronized (lanes) {
        Deque<Runnable> lane = lanes.get(chat);
        pending--;
        lanes.notifyAll();
        if (lane != null) {
          lane.removeFirst();
          if (lane.isEmpty()) {
            lanes.remove(chat);
          } else if (!threads.isShutdown()) {
            threads.execute(() -> run(chat));
          }
        }
      }
    }
  }

  /** Lets what waits finish for a few seconds. */
  @Override
  public void close() {
    try {
      long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
      synchronized (lanes) {
        while (pending > 0 && System.nanoTime() < until) {
          lanes.wait(100);
        }
      }
      threads.shutdownNow();
      if (!threads.awaitTermination(1, TimeUnit.SECONDS)) {
        log.warn("Commands still run; their answers are lost");
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
