package io.eigencam.ingest;

import io.eigencam.frame.CaptureTimeSource;
import io.eigencam.frame.Frame;
import io.eigencam.frame.FrameReference;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.RejectionReason;
import io.eigencam.message.CameraFrame;
import io.eigencam.topic.FrameHeaders;
import io.eigencam.topic.SourceRecord;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The step {@code ingest}: who took the picture, when, and which number it has. A record's value is
 * a picture as it is, or an Avro {@code CameraFrame}, which the first byte tells: 0x00 begins
 * neither JPEG nor PNG. What the message says counts before what the headers say, and that before
 * what the record says.
 *
 * <p>Everything is taken from the record itself, so that reading it again gives the same frame.
 */
public final class FrameIngest {
  /**
   * How far a camera's clock may run ahead of that which dated the record; a time beyond is not
   * believed.
   */
  private static final Duration CLOCK_AHEAD = Duration.ofHours(1);

  /**
   * How far behind it: a picture waits hours for a network, but a camera that has lost its clock
   * starts at its maker's date. Compared with the record, not with now, so that recordings keep
   * their times.
   */
  private static final Duration CLOCK_BEHIND = Duration.ofDays(1);

  private final CameraFrameReader messages;

  public FrameIngest(CameraFrameReader messages) {
    this.messages = Objects.requireNonNull(messages, "messages");
  }

  /** Which frame this record is, as far as its key and headers say. Never fails. */
  public static FrameReference reference(SourceRecord record) {
    FrameHeaders headers = FrameHeaders.read(record.headers());
    Instant ingestTime = Instant.ofEpochMilli(record.timestamp());
    Instant stated = credible(headers.captureTime(), ingestTime);
    Long sequence = headers.sequence();
    return new FrameReference(
        cameraOrStandIn(record),
        sequence == null ? record.offset() : sequence,
        headers.idAt(record.topic(), record.partition(), record.offset()),
        stated == null ? ingestTime : stated,
        stated == null ? CaptureTimeSource.RECORD_TIMESTAMP : CaptureTimeSource.HEADER,
        ingestTime,
        headers.traceParent());
  }

  /**
   * The earliest time that the result of this record can bear.
   *
   * @return milliseconds since the epoch, UTC
   */
  public static long earliestResult(SourceRecord record) {
    FrameReference frame = reference(record);
    byte[] value = record.value();
    boolean message = value != null && value.length > 0 && value[0] == 0;
    Instant captured =
        message // which may tell another time
            ? frame.ingestTime().minus(CLOCK_BEHIND)
            : frame.captureTime();
    return Math.min(captured.toEpochMilli(), frame.ingestTime().toEpochMilli());
  }

  /**
   * The frame that a record holds.
   *
   * @throws FrameRejected NO_CAMERA, EMPTY, UNKNOWN_SCHEMA or UNDECODABLE
   */
  public Frame frame(SourceRecord record) throws FrameRejected {
    CameraId.of(record.key());
    FrameReference reference = reference(record);
    byte[] value = record.value();
    if (value == null || value.length == 0) {
      throw new FrameRejected(RejectionReason.EMPTY, "the record has no value");
    }
    if (value[0] != 0) {
      return new Frame(reference, value);
    }
    CameraFrame message = messages.read(value);
    byte[] picture = bytes(message.getPicture());
    if (picture.length == 0) {
      throw new FrameRejected(RejectionReason.EMPTY, "the message's picture has no bytes");
    }
    return new Frame(refine(reference, message), picture);
  }

  private static FrameReference refine(FrameReference reference, CameraFrame message) {
    Instant stated = credible(message.getCaptureTime(), reference.ingestTime());
    Long sequence = message.getSequence();
    return new FrameReference(
        reference.cameraId(),
        sequence != null && sequence >= 0 ? sequence : reference.sequence(),
        reference.id(),
        stated == null ? reference.captureTime() : stated,
        stated == null ? reference.captureTimeSource() : CaptureTimeSource.MESSAGE,
        reference.ingestTime(),
        reference.traceParent());
  }

  /** Null for a time that cannot be: Kafka holds none before 1970. */
  private static @Nullable Instant credible(@Nullable Instant captured, Instant ingested) {
    return captured == null
            || captured.isBefore(Instant.EPOCH)
            || captured.isBefore(ingested.minus(CLOCK_BEHIND))
            || captured.isAfter(ingested.plus(CLOCK_AHEAD))
        ? null
        : captured;
  }

  /** Equal however often the record is read. */
  private static String cameraOrStandIn(SourceRecord record) {
    try {
      return CameraId.of(record.key());
    } catch (FrameRejected nameless) {
      return CameraId.STAND_IN;
    }
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
