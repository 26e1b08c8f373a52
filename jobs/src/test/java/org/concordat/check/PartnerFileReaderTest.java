package org.concordat.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.concordat.check.UnreadableFileException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class PartnerFileReaderTest {

  @TempDir Path folder;

  @Test
  void gives_physical_line_and_record_number_across_quoted_newlines() throws IOException {
    assertThat(read("a,b\n1,\"x\ny\"\n2,z\n"))
        .containsExactly("line 2 record 1: 1|x\ny", "line 4 record 2: 2|z");
  }

  @Test
  void takes_a_byte_order_mark_and_crlf_without_a_word() throws IOException {
    assertThat(read("\uFEFFa,b\r\n1,\"x\r\ny\"\r\n\r\n2,z"))
        .containsExactly("line 2 record 1: 1|x\r\ny", "line 5 record 2: 2|z");
  }

  @Test
  void trims_values_and_takes_empty_ones_as_null() throws IOException {
    assertThat(read("a,b,c\n x ,  ,\"\"\n")).containsExactly("line 2 record 1: x|null|null");
  }

  @Test
  void unescapes_doubled_quotes_and_keeps_a_quote_inside_a_plain_value() throws IOException {
    assertThat(read("a,b\n\"say \"\"yes\"\"\",5\" tube\n1,2\n"))
        .containsExactly("line 2 record 1: say \"yes\"|5\" tube", "line 3 record 2: 1|2");
  }

  /** One quoted value makes the library read the whole block, so both ways are seen. */
  @Test
  void values_without_quotes_are_those_that_the_library_reads() throws IOException {
    String[] pieces = {"a", "7", " ", "\t", "\u00a0", "é", ";", "'", "-", "\\"};
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder("a,b,c\n");
      for (int row = 0; row < 20; row++) {
        for (int column = 0; column < 3; column++) {
          for (int left = random.nextInt(5); left > 0; left--) {
            text.append(pieces[random.nextInt(pieces.length)]);
          }
          text.append(column < 2 ? "," : "");
        }
        text.append(new String[] {"\n", "\r\n", "\r"}[random.nextInt(3)]);
      }
      List<String> read = read(text + "x,y,z\n");
      List<String> readByTheLibrary = read(text + "x,y,\"z\"\n");
      assertThat(read).as("seed %d", seed).hasSize(21).isEqualTo(readByTheLibrary);
    }
  }

  @Test
  void a_ragged_row_costs_only_itself() throws IOException {
    assertThat(read("a,b\n1\n2,x,y\n3,z\n\"4\nfour\",5,6\n7,8\n"))
        .containsExactly(
            "line 2 record 1: WRONG_NUMBER_OF_VALUES 1",
            "line 3 record 2: WRONG_NUMBER_OF_VALUES 3",
            "line 4 record 3: 3|z",
            "line 5 record 4: WRONG_NUMBER_OF_VALUES 3",
            "line 7 record 5: 7|8");
  }

  @Test
  void a_quote_that_is_never_closed_costs_only_its_own_line() throws IOException {
    assertThat(read("a,b\n1,\"x\n2,y\n3,z\n"))
        .containsExactly(
            "line 2 record 1: UNCLOSED_QUOTE 2", "line 3 record 2: 2|y", "line 4 record 3: 3|z");
  }

  @Test
  void a_quote_that_another_record_seems_to_close_costs_only_its_own_line() throws IOException {
    assertThat(read("a,b\n1,\"x\n2,y\n3,\"z\"\n4,w\n"))
        .containsExactly(
            "line 2 record 1: UNCLOSED_QUOTE 2",
            "line 3 record 2: 2|y",
            "line 4 record 3: 3|z",
            "line 5 record 4: 4|w");
    assertThat(read("a,b\n\"x,1\n2,\"y\"\n"))
        .containsExactly("line 2 record 1: UNCLOSED_QUOTE 1", "line 3 record 2: 2|y");
  }

  @Test
  void text_after_a_closing_quote_is_a_broken_record() throws IOException {
    assertThat(read("a,b\n\"x\"y,1\n2,3\n"))
        .containsExactly("line 2 record 1: TEXT_AFTER_QUOTE 2", "line 3 record 2: 2|3");
  }

  @Test
  void memory_stays_bounded_when_a_quote_is_never_closed_or_a_line_never_ends() throws IOException {
    String filler = "2,y\n".repeat(2000);
    Path file = write("t.csv", ("a,b\n1,\"x\n" + filler).getBytes(StandardCharsets.UTF_8));
    try (CsvPartnerFile reader = CsvPartnerFile.open(file, FileFormat.CSV, Long.MAX_VALUE, 1000)) {
      assertThat(rows(reader)).hasSize(2001).startsWith("line 2 record 1: UNCLOSED_QUOTE 2");
    }
    Path endless =
        write(
            "u.csv",
            ("a,b\n" + "x".repeat(500_000) + "\r\n1,2\n").getBytes(StandardCharsets.UTF_8));
    try (CsvPartnerFile reader =
        CsvPartnerFile.open(endless, FileFormat.CSV, Long.MAX_VALUE, 1000)) {
      assertThat(rows(reader))
          .containsExactly("line 2 record 1: TOO_LONG 1", "line 3 record 2: 1|2");
    }
  }

  @Test
  void many_blocks_keep_their_line_numbers() throws IOException {
    StringBuilder text = new StringBuilder("a,b\n");
    List<String> expected = new ArrayList<>();
    long line = 2;
    for (int i = 1; i <= 30_000; i++) {
      boolean two = i % 7 == 0;
      boolean ragged = i % 1000 == 0;
      text.append(i).append(two ? ",\"p\nq\"" : ",p").append(ragged ? ",r\n" : "\n");
      expected.add(
          "line "
              + line
              + " record "
              + i
              + ": "
              + (ragged ? "WRONG_NUMBER_OF_VALUES 3" : i + (two ? "|p\nq" : "|p")));
      line += two ? 2 : 1;
    }
    assertThat(read(text.toString())).isEqualTo(expected);
  }

  @Test
  void names_the_byte_and_line_that_is_not_utf_8() throws IOException {
    byte[] bytes = "a,b\n1,x\n2,caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
    UnreadableFileException fault = faultOf(write("t.csv", bytes));
    assertThat(fault.reason()).isEqualTo(Reason.NOT_UTF8);
    assertThat(fault.line()).isEqualTo(3);
    assertThat(fault.value()).isEqualTo("0xE9");
  }

  @Test
  void names_the_line_of_a_nul_byte() throws IOException {
    UnreadableFileException fault =
        faultOf(write("t.csv", "a,b\n1,x\n2,\0\n".getBytes(StandardCharsets.UTF_8)));
    assertThat(fault.reason()).isEqualTo(Reason.NUL);
    assertThat(fault.line()).isEqualTo(3);
  }

  @Test
  void an_empty_file_has_no_header() throws IOException {
    assertThat(faultOf(write("t.csv", new byte[0])).reason()).isEqualTo(Reason.EMPTY);
    assertThat(faultOf(write("u.csv", "\uFEFF\r\n".getBytes(StandardCharsets.UTF_8))).reason())
        .isEqualTo(Reason.EMPTY);
    assertThat(read("a,b\n")).isEmpty();
  }

  @Test
  void reads_gzip_and_zstandard_and_notices_when_their_end_is_missing() throws IOException {
    StringBuilder text = new StringBuilder("a,b\n");
    for (int i = 0; i < 50_000; i++) {
      text.append(i).append(",value ").append(i * 31 % 1009).append('\n');
    }
    byte[] plain = text.toString().getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(plain);
    }
    byte[] zstd = Zstd.compress(plain);
    assertThat(rowsOf(write("T.CSV.GZ", zipped.toByteArray()))).hasSize(50_000);
    assertThat(rowsOf(write("t.csv.zst", zstd))).hasSize(50_000);
    byte[] shortGzip = Arrays.copyOf(zipped.toByteArray(), zipped.size() - 20);
    byte[] shortZstd = Arrays.copyOf(zstd, zstd.length - 20);
    assertThat(faultOf(write("u.csv.gz", shortGzip)).reason()).isEqualTo(Reason.NOT_DECOMPRESSED);
    assertThat(faultOf(write("u.csv.zst", shortZstd)).reason()).isEqualTo(Reason.NOT_DECOMPRESSED);
    assertThat(faultOf(write("v.csv.gz", plain)).reason()).isEqualTo(Reason.NOT_DECOMPRESSED);
  }

  @Test
  void a_small_packed_file_that_unpacks_to_more_than_the_limit_is_read_no_further()
      throws IOException {
    byte[] bomb =
        Zstd.compress(("a,b\n" + "1,2\n".repeat(1_000_000)).getBytes(StandardCharsets.UTF_8));
    assertThat(bomb.length).isLessThan(10_000);
    Path file = write("bomb.csv.zst", bomb);
    assertThatThrownBy(
            () -> {
              try (PartnerFileReader reader =
                  PartnerFileReader.open(file, "bomb.csv.zst", 100_000)) {
                rows(reader);
              }
            })
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageContaining("unpacks to more than any month can hold");
    try (PartnerFileReader reader = PartnerFileReader.open(file, "bomb.csv.zst", 5_000_000)) {
      assertThat(rows(reader)).hasSize(1_000_000);
    }
  }

  @Test
  @Timeout(60)
  void lines_that_each_open_a_quote_do_not_make_the_file_be_read_over_and_over_again()
      throws IOException {
    assertThat(read("a,b\n" + "a\",\"x\n".repeat(300_000)).get(0))
        .isEqualTo("line 2 record 1: UNCLOSED_QUOTE 2");
    assertThat(read("\n".repeat(3_000_000) + "a,b\n" + "\n".repeat(3_000_000) + "1,2\n"))
        .containsExactly("line 6000002 record 1: 1|2");
  }

  @Test
  void refuses_names_that_are_neither_csv_nor_parquet() {
    assertThatThrownBy(() -> PartnerFileReader.open(folder.resolve("x"), "notes.xlsx"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private List<String> read(String text) throws IOException {
    return rowsOf(write("t.csv", text.getBytes(StandardCharsets.UTF_8)));
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static List<String> rowsOf(Path file) throws IOException {
    try (PartnerFileReader reader = PartnerFileReader.open(file, file.getFileName().toString())) {
      return rows(reader);
    }
  }

  private static UnreadableFileException faultOf(Path file) {
    try {
      rowsOf(file);
    } catch (UnreadableFileException e) {
      return e;
    } catch (IOException e) {
      throw new AssertionError("Another fault than expected", e);
    }
    throw new AssertionError("No fault was found in " + file);
  }

  private static List<String> rows(PartnerFileReader reader) throws IOException {
    List<String> rows = new ArrayList<>();
    for (PartnerRecord row = reader.next(); row != null; row = reader.next()) {
      StringBuilder text =
          new StringBuilder("line " + row.line() + " record " + row.record() + ": ");
      if (row.fault() == null) {
        for (int i = 0; i < row.valueCount(); i++) {
          text.append(i == 0 ? "" : "|").append(row.value(i));
        }
      } else {
        text.append(row.fault()).append(' ').append(row.valueCount());
      }
      rows.add(text.toString());
    }
    return rows;
  }
}
