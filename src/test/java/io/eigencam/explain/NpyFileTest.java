package io.eigencam.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpyFileTest {
  @TempDir Path folder;

  @Test
  void shouldReadWhatItWrote() throws IOException {
    float[] values = {1, -2.5f, Float.NaN, 4, Float.POSITIVE_INFINITY, 6};

    NpyFile.write(folder.resolve("a.npy"), values, 3, 2);

    NpyArray array = NpyFile.read(folder.resolve("a.npy"));
    assertArrayEquals(new int[] {3, 2}, array.shape());
    assertArrayEquals(values, array.floats());
  }

  @Test
  void shouldWriteTheBytesThatNumpyWrites() throws IOException {
    NpyFile.write(folder.resolve("a.npy"), new float[] {1}, 1, 1);

    byte[] bytes = Files.readAllBytes(folder.resolve("a.npy"));
    String head = "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1), }";
    byte[] expected =
        npy((byte) 1, head + " ".repeat(128 - 10 - 1 - head.length()) + "\n", 0, 0, 0x80, 0x3f);
    assertArrayEquals(expected, bytes);
  }

  @ParameterizedTest
  @CsvSource({"<f4, False, LITTLE", ">f4, False, BIG", "<f8, True, LITTLE", ">f8, True, BIG"})
  void shouldReadEveryByteOrderAndMemoryOrder(String type, boolean fortran, String endian)
      throws IOException {
    // Given [[0, 1, 2], [10, 11, 12]]
    double[] memory =
        fortran ? new double[] {0, 10, 1, 11, 2, 12} : new double[] {0, 1, 2, 10, 11, 12};
    ByteBuffer data =
        ByteBuffer.allocate(48)
            .order(endian.equals("BIG") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    for (double value : memory) {
      if (type.endsWith("4")) {
        data.putFloat((float) value);
      } else {
        data.putDouble(value);
      }
    }
    String header =
        "{'descr': '%s', 'fortran_order': %s, 'shape': (2, 3), }\n"
            .formatted(type, fortran ? "True" : "False");
    Path file = write("order.npy", header, data.array());

    // When, Then
    assertArrayEquals(new double[] {0, 1, 2, 10, 11, 12}, NpyFile.read(file).values());
  }

  @Test
  void shouldReadBytesAsNumbersFrom0To255() throws IOException {
    Path file =
        write(
            "u8.npy",
            "{'descr': '|u1', 'fortran_order': False, 'shape': (2,), }\n",
            new byte[] {(byte) 255, 7});

    assertArrayEquals(new double[] {255, 7}, NpyFile.read(file).values());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'descr': '<i8', 'fortran_order': False, 'shape': (2,), } | save it as float32",
        "{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (2,), } | records",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (9, 9), } | cut off",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (99999, 99999, 99999), } | cut off",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999,), } | too large",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (-3,), } | header",
        "{} | header"
      })
  void shouldSayWhatIsWrongWithTheHeader(String header, String expected) throws IOException {
    Path file = write("bad.npy", header, new byte[16]);

    IOException wrong = assertThrows(IOException.class, () -> NpyFile.read(file));

    assertTrue(wrong.getMessage().contains(expected), wrong.getMessage());
    assertTrue(wrong.getMessage().contains("bad.npy"), wrong.getMessage());
  }

  @Test
  void shouldRefuseBytesThatAreTooManyAsNumbers() throws IOException {
    Path file =
        write(
            "many.npy",
            "{'descr': '|u1', 'fortran_order': False, 'shape': (70000000,), }\n",
            new byte[0]);
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(70_000_200);
    }

    IOException large = assertThrows(IOException.class, () -> NpyFile.read(file));

    assertTrue(large.getMessage().contains("at most 67108864 values"), large.getMessage());
  }

  @Test
  void shouldSayThatAFileIsNoArrayOrMissing() throws IOException {
    Path text = Files.writeString(folder.resolve("text.npy"), "hello");
    Path stump =
        Files.write(
            folder.resolve("stump.npy"), new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1});

    assertEquals(
        text + ": not a .npy file (numpy.save writes one)",
        assertThrows(IOException.class, () -> NpyFile.read(text)).getMessage());
    assertTrue(
        assertThrows(IOException.class, () -> NpyFile.read(stump))
            .getMessage()
            .contains("ends inside"));
    assertTrue(
        assertThrows(IOException.class, () -> NpyFile.read(folder))
            .getMessage()
            .contains("folder"));
    assertTrue(
        assertThrows(IOException.class, () -> NpyFile.read(folder.resolve("x")))
            .getMessage()
            .contains("does not exist"));
  }

  private Path write(String name, String header, byte[] data) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(npy((byte) 1, header));
    all.write(data);
    return Files.write(folder.resolve(name), all.toByteArray());
  }

  private static byte[] npy(byte version, String header, int... data) {
    byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer out =
        ByteBuffer.allocate(10 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    out.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', version, 0});
    out.putShort((short) text.length).put(text);
    for (int value : data) {
      out.put((byte) value);
    }
    return out.array();
  }
}
