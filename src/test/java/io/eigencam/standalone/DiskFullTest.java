package io.eigencam.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A disk that takes no more: the system refuses files above a length, as a full disk does. */
@Timeout(180)
@EnabledOnOs({OS.LINUX, OS.MAC})
class DiskFullTest {
  /** Above the 10 MB that an index takes before anything is in it. */
  private static final int LONGEST_FILE_KB = 14_000;

  @TempDir Path folder;

  @Test
  void shouldEndWithAClearMessageAndKeepWhatWasConfirmed() throws Exception {
    // Given
    Path said = folder.resolve("said.txt");
    Path data = folder.resolve("data");
    Process program =
        new ProcessBuilder(
                "bash",
                "-c",
                "ulimit -f " + LONGEST_FILE_KB + "; exec \"$0\" \"$@\"",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                CrashTest.Victim.class.getName(),
                data.toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    int confirmed;
    try {
      String bootstrapServers = awaitReady(program, said);

      // When
      confirmed = fill(bootstrapServers);
      assertTrue(program.waitFor(60, TimeUnit.SECONDS), "ends");
    } finally {
      program.destroyForcibly();
    }

    // Then
    String last =
        Files.readString(said).lines().filter(line -> line.startsWith("eigencam:")).toList().get(0);
    assertNotEquals(0, program.exitValue());
    assertTrue(last.contains("cannot go on in " + data), last);
    assertTrue(last.contains("MB are free there"), last);

    // When: there is room again
    try (DataFolder again = DataFolder.open(data);
        EmbeddedBroker broker = EmbeddedBroker.start(again.folder("kafka"));
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      assertTrue(
          CrashTest.read(broker.bootstrapServers(), "pictures", confirmed).size() >= confirmed);
      assertEquals(1, admin.describeTopics(List.of("pictures")).allTopicNames().get().size());
    }
  }

  private static String awaitReady(Process program, Path said) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    while (System.nanoTime() - end < 0 && program.isAlive()) {
      for (String line : Files.readAllLines(said)) {
        if (line.startsWith("ready ")) {
          return line.split(" ")[1];
        }
      }
      program.waitFor(100, TimeUnit.MILLISECONDS);
    }
    throw new AssertionError("not ready: " + Files.readString(said));
  }

  /** Writes a megabyte at a time until nothing is confirmed any more. */
  private static int fill(String bootstrapServers) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin
          .createTopics(List.of(new NewTopic("pictures", 1, (short) 1)))
          .all()
          .get(30, TimeUnit.SECONDS);
    }
    int confirmed = 0;
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "request.timeout.ms", 3_000,
                "delivery.timeout.ms", 5_000,
                "max.block.ms", 5_000,
                "linger.ms", 0),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < 100; i++) {
        try {
          producer.send(new ProducerRecord<>("pictures", new byte[1_000_000])).get();
          confirmed++;
        } catch (ExecutionException full) {
          assertTrue(confirmed > 5, () -> "not at once: " + full);
          return confirmed;
        }
      }
    }
    throw new AssertionError("the disk took everything");
  }
}
