package io.eigencam.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.RejectionReason;
import io.eigencam.ingest.CameraFrameReader;
import io.eigencam.message.CameraFrame;
import io.eigencam.registry.RegistryClient;
import io.eigencam.registry.RegistrySettings;
import io.eigencam.registry.RegistryUnavailableException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;

class RegistryNeedsTest {
  private static final byte[] FRAMED = {0, 0, 0, 0, 7, 1};

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000); // may run over
  private final RegistryNeeds needs = new RegistryNeeds(nanos::get);
  private final AtomicReference<Exception> fault = new AtomicReference<>();
  private final Serializer<String> writing =
      needs.watch(
          (topic, message) -> {
            if (fault.get() instanceof RuntimeException failure) {
              throw failure;
            }
            return new byte[] {1};
          });
  private final CameraFrameReader reading =
      needs.watch(
          framed -> {
            if (fault.get() instanceof RuntimeException failure) {
              throw failure;
            }
            if (fault.get() instanceof FrameRejected rejected) {
              throw rejected;
            }
            return new CameraFrame();
          });

  private final RegistryUnavailableException away =
      assertThrows(
          RegistryUnavailableException.class,
          () -> new RegistryClient(RegistrySettings.at("http://127.0.0.1:1")).ping());

  @Test
  void shouldMissASchemaUntilItWasWrittenWith() {
    // Given
    fault.set(new SerializationException("wrapped", away));
    assertThrows(SerializationException.class, () -> write("detections"));
    assertThrows(SerializationException.class, () -> write("attention-maps"));

    // When
    fault.set(null);
    write("attention-maps");

    // Then
    assertEquals(away.getMessage(), needs.missing(), "one is missed still");
    write("detections");
    assertNull(needs.missing());
  }

  @Test
  void shouldMissASchemaUntilItWasReadWith() throws Exception {
    // Given
    fault.set(away);
    assertThrows(RegistryUnavailableException.class, () -> reading.read(FRAMED));

    // When another is to be had
    fault.set(null);
    reading.read(new byte[] {0, 0, 0, 0, 8, 1});
    assertEquals(away.getMessage(), needs.missing());

    // Then
    reading.read(FRAMED);
    assertNull(needs.missing());
  }

  @Test
  void shouldNotWaitForAFrameThatIsRejected() {
    // Given
    fault.set(away);
    assertThrows(RegistryUnavailableException.class, () -> reading.read(FRAMED));

    // When
    fault.set(new FrameRejected(RejectionReason.UNKNOWN_SCHEMA, "scripted"));
    assertThrows(FrameRejected.class, () -> reading.read(FRAMED));

    // Then
    assertNull(needs.missing());
  }

  @Test
  void shouldNotTakeOtherTroubleForTheRegistrys() {
    fault.set(new SerializationException("no such field"));

    assertThrows(SerializationException.class, () -> write("detections"));

    assertNull(needs.missing());
  }

  @Test
  void shouldForgetWhatIsNotTriedAgain() {
    // Given
    fault.set(away);
    assertThrows(RegistryUnavailableException.class, () -> write("detections"));

    // When its partition has gone to another process
    nanos.addAndGet(Duration.ofSeconds(119).toNanos());
    assertEquals(away.getMessage(), needs.missing());
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());

    // Then
    assertNull(needs.missing());
  }

  private void write(String topic) {
    writing.serialize(topic, new RecordHeaders(), "result");
  }
}
