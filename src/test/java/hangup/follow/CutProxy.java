package hangup.follow;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A TCP proxy on loopback that cuts or holds up the connections through it. */
final class CutProxy implements AutoCloseable {
  private final int target;
  private final ServerSocket server;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicLong bytesLeft = new AtomicLong(Long.MAX_VALUE);
  private volatile boolean hanging;

  CutProxy(int target) {
    this.target = target;
    try {
      this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Cuts all connections after the server has sent so many more bytes; once. */
  void cutAfter(long bytes) {
    bytesLeft.set(bytes);
  }

  boolean wasCut() {
    return bytesLeft.get() == Long.MAX_VALUE;
  }

  /** Lets no byte through, on connections there are and new ones. */
  void hang(boolean on) {
    hanging = on;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        sockets.add(client);
        Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(upstream);
        thread(() -> copy(client, upstream, false));
        thread(() -> copy(upstream, client, true));
      } catch (IOException e) {
        cut();
      }
    }
  }

  private void copy(Socket from, Socket to, boolean counted) {
    byte[] buffer = new byte[4096];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        while (hanging) {
          Thread.sleep(20);
        }
        out.write(buffer, 0, read);
        if (counted && bytesLeft.get() != Long.MAX_VALUE && bytesLeft.addAndGet(-read) < 0) {
          bytesLeft.set(Long.MAX_VALUE);
          cut();
        }
      }
    } catch (IOException e) {
      sockets.remove(from);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void cut() {
    for (Socket socket : Set.copyOf(sockets)) {
      sockets.remove(socket);
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void thread(Runnable task) {
    Thread thread = new Thread(task, "cut-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      cut();
    }
  }
}
