package io.eigencam.standalone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Every change of the schema store, appended and forced to disk before it counts. A line that a
 * crash cut short was never confirmed to anybody and is dropped; damage anywhere else is an error,
 * because ids in old messages would lose their schemas silently.
 */
final class SchemaJournal implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FileChannel file;
  private final List<JournalEntry> found;

  private SchemaJournal(FileChannel file, List<JournalEntry> found) {
    this.file = file;
    this.found = found;
  }

  /** Opens or makes the file. */
  static SchemaJournal open(Path path) {
    try {
      byte[] bytes = Files.exists(path) ? Files.readAllBytes(path) : new byte[0];
      List<JournalEntry> entries = new ArrayList<>();
      int whole = 0;
      for (int end = indexOfNewline(bytes, 0); end >= 0; end = indexOfNewline(bytes, whole)) {
        entries.add(parse(new String(bytes, whole, end - whole, StandardCharsets.UTF_8), path));
        whole = end + 1;
      }
      FileChannel file =
          FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      file.truncate(whole);
      file.position(whole);
      return new SchemaJournal(file, entries);
    } catch (IOException e) {
      throw new StandaloneException("cannot open the schema journal %s: %s".formatted(path, e), e);
    }
  }

  private static int indexOfNewline(byte[] bytes, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private static JournalEntry parse(String line, Path path) {
    try {
      return JSON.readValue(line, JournalEntry.class);
    } catch (JsonProcessingException e) {
      throw new StandaloneException(
          "%s is damaged; restore it from a copy, or name another data folder".formatted(path), e);
    }
  }

  /** What stood in the file when it was opened. */
  List<JournalEntry> found() {
    return found;
  }

  /** Returns when the entry is on disk; leaves the file as it was when that fails. */
  void append(JournalEntry entry) throws IOException {
    ByteBuffer line =
        StandardCharsets.UTF_8.encode(
            JSON.writerFor(JournalEntry.class).writeValueAsString(entry) + "\n");
    long before = file.position();
    try {
      while (line.hasRemaining()) {
        file.write(line);
      }
      file.force(true);
    } catch (IOException e) {
      file.truncate(before);
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
