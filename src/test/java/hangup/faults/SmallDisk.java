package hangup.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A folder on a disk of its own that can be filled, where the system lets us mount one. */
final class SmallDisk implements AutoCloseable {

  private final Path folder;
  private final boolean mounted;

  private SmallDisk(Path folder, boolean mounted) {
    this.folder = folder;
    this.mounted = mounted;
  }

  static SmallDisk at(Path folder) throws IOException {
    Files.createDirectories(folder);
    return new SmallDisk(
        folder, run("mount", "-t", "tmpfs", "-o", "size=96m", "tmpfs", folder.toString()));
  }

  Path folder() {
    return folder;
  }

  /** Whether it has an end; else it is only a folder. */
  boolean canBeFilled() {
    return mounted;
  }

  void fill() throws IOException {
    byte[] block = new byte[4096];
    try (OutputStream out = Files.newOutputStream(filler())) {
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      if (!String.valueOf(e.getMessage()).contains("No space left")) {
        throw e;
      }
    }
  }

  void free() throws IOException {
    Files.deleteIfExists(filler());
  }

  private Path filler() {
    return folder.resolve("filler");
  }

  private static boolean run(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    if (mounted && !run("umount", folder.toString())) {
      boolean unused = run("umount", "-l", folder.toString());
    }
  }
}
