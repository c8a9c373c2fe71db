package hangup.chat;

/**
 * Which of the processes that serve one bot hears what people say on a platform. All of them post;
 * one hears, so that each question is answered once. Thread-safe.
 */
public interface Turn {

  /** Of a bot that runs in one process. */
  Turn ALWAYS =
      new Turn() {
        @Override
        public boolean mine() {
          return true;
        }

        @Override
        public void await() {}

        @Override
        public void doubt() {}

        @Override
        public void leave() {}
      };

  /** Whether this process hears. Quick: it looks at what is known. */
  boolean mine();

  /** Waits until this process hears. */
  void await() throws InterruptedException;

  /**
   * The platform says that somebody else hears it too: a process that could not make sure of its
   * turn of late stands back.
   */
  void doubt();

  /** Lets another process hear from now on. */
  void leave();
}
