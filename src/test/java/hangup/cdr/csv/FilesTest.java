package hangup.cdr.csv;

import static hangup.cdr.csv.Reading.SHANGHAI;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hangup.cdr.Cdr;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FilesTest {
  private static final String HEADER = "flowno,starttime,stoptime,holdtime,endreason\n";

  @TempDir Path directory;

  private static String row(long id) {
    return id + ",1793582102000,1793582103000,0,22\n";
  }

  private CdrFiles find(String... arguments) {
    return CdrFiles.find(
        List.of(arguments), directory, InputStream.nullInputStream(), ReadOptions.in(SHANGHAI));
  }

  private void write(String name, String text) throws IOException {
    Path path = directory.resolve(name);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  @Test
  void findsPathsAndPatternsOnceEach() throws IOException {
    write("b.csv", HEADER + row(1));
    write("a.csv", HEADER + row(2));
    write("sub/c.csv", HEADER + row(3));
    write("sub/x[1].csv", HEADER + row(4));
    write("dir.csv/inner.txt", "x");

    assertThat(find("*.csv").list()).extracting(CdrFile::name).containsExactly("a.csv", "b.csv");
    assertThat(find("b.csv", "*.csv", "./a.csv").list())
        .extracting(CdrFile::name)
        .containsExactly("b.csv", "a.csv");
    assertThat(find("s*/{c,d}.csv").list())
        .extracting(file -> file.name().replace('\\', '/'))
        .containsExactly("sub/c.csv");
    assertThat(find("sub/x[1].csv").list()).hasSize(1);
    assertThat(find(directory + "/*.csv").list()).hasSize(2);
    assertThat(find("a.csv", "b.csv").totalSize()).hasValue(2L * (HEADER + row(1)).length());
    assertThat(find("a.csv", "-").totalSize()).isEmpty();
  }

  @Test
  void saysWhatIsNotThere() throws IOException {
    write("sub/c.csv", "");

    assertThatThrownBy(() -> find("none.csv"))
        .isInstanceOf(CdrFileException.class)
        .hasMessageContaining("none.csv is not there");
    assertThatThrownBy(() -> find("*.tsv"))
        .isInstanceOf(CdrFileException.class)
        .hasMessageContaining("No file fits the pattern *.tsv");
    assertThatThrownBy(() -> find("sub"))
        .isInstanceOf(CdrFileException.class)
        .hasMessageContaining("sub is a folder")
        .hasMessageContaining("sub/*.csv");
    assertThatThrownBy(() -> find("a\0b"))
        .isInstanceOf(CdrFileException.class)
        .hasMessageContaining("is no path");
  }

  @Test
  void aFileThatVanishesIsReported() throws IOException {
    write("a.csv", HEADER + row(1));
    CdrFiles files = find("a.csv");
    Files.delete(directory.resolve("a.csv"));

    assertThatThrownBy(() -> files.open(files.list().get(0), Rejects.NONE))
        .isInstanceOf(CdrFileException.class)
        .hasMessage("a.csv is not there");
  }

  @Test
  void aSplitFileWithoutAHeaderUsesItsSiblings() throws IOException {
    write("part-1.csv", HEADER + row(1));
    write("part-2.csv", row(2) + row(3));
    CdrFiles files = find("part-2.csv", "part-1.csv");

    Reading second = Reading.of(files, files.list().get(0));

    assertThat(second.cdrs()).extracting(Cdr::id).containsExactly(2L, 3L);
    assertThat(second.report().formatReason()).contains("as many columns as a file given with it");
    assertThatThrownBy(() -> Reading.of(find("part-2.csv"), find("part-2.csv").list().get(0)))
        .isInstanceOf(CdrFileException.class)
        .hasMessageContaining("part-2.csv has none of the forms");
  }

  @Test
  void countsTheBytesOfThePackedFile() throws IOException {
    StringBuilder text = new StringBuilder(HEADER);
    for (int i = 0; i < 50_000; i++) {
      text.append(row(i));
    }
    Files.write(directory.resolve("a.csv.gz"), BadInputTest.gzip(text.toString()));
    CdrFiles files = find("a.csv.gz");

    try (CdrReader reader = files.open(files.list().get(0), Rejects.NONE)) {
      List<Cdr> cdrs = new ArrayList<>();
      assertThat(reader.readBatch(cdrs, 10)).isEqualTo(10);
      assertThat(reader.bytesRead()).isPositive().isLessThan(files.totalSize().orElseThrow());
      assertThat(reader.readBatch(cdrs, 100_000)).isEqualTo(49_990);
      assertThat(reader.readBatch(cdrs, 10)).isZero();
      assertThat(reader.next()).isNull();
      assertThat(reader.bytesRead()).isEqualTo(files.totalSize().orElseThrow());
    }
  }

  @Test
  void rejectedLinesAreKeptForTheirOwnerAndCanBeImportedOnceCorrected() throws IOException {
    String file = HEADER + row(1) + row(2) + "3,x,1793582103000,0,22\n4,17935821020\n" + row(5);
    Path rejected = directory.resolve("rejects/bad.csv");
    CdrFiles files =
        CdrFiles.find(
            List.of("-"),
            directory,
            new ByteArrayInputStream(file.getBytes(UTF_8)),
            ReadOptions.in(SHANGHAI));

    try (RejectsFile rejects = new RejectsFile(rejected);
        CdrReader reader = files.open(files.list().get(0), rejects)) {
      assertThat(reader.readBatch(new ArrayList<>(), 100)).isEqualTo(3);
      assertThat(rejects.count()).isEqualTo(2);
    }

    String text = Files.readString(rejected);
    assertThat(text)
        .isEqualTo(
            """
            #hangup file standard input
            flowno,starttime,stoptime,holdtime,endreason
            #hangup line 4: the start time (field 2) is no time between 2000 and 2099: it looks like x
            3,x,1793582103000,0,22
            #hangup line 5: it has 2 fields, not 5
            4,17935821020
            """);
    if (Files.getFileStore(rejected).supportsFileAttributeView("posix")) {
      assertThat(Files.getPosixFilePermissions(rejected)).hasSize(2);
    }
    String corrected = text.replace(",x,", ",1793582102,").replace("4,17935821020", row(4).strip());
    assertThat(Reading.of(corrected).cdrs()).extracting(Cdr::id).containsExactly(3L, 4L);
  }

  @Test
  void withoutRejectedLinesThereIsNoFile() {
    Path rejected = directory.resolve("bad.csv");
    new RejectsFile(rejected).close();

    assertThat(rejected).doesNotExist();
  }
}
