package io.eigencam.topic;

import io.eigencam.message.AttentionMaps;
import io.eigencam.message.CameraFrame;
import io.eigencam.message.FrameAnalysis;
import io.eigencam.topic.Topic.CleanupPolicy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** All topics under one prefix. The key is always the camera's id. */
public final class Topics {
  /** The largest frame that is taken, in bytes: a JPEG of 64 megapixels is smaller. */
  public static final int MAX_FRAME_BYTES = 8 * 1024 * 1024;

  // A dead letter is the frame and what went wrong with it; a frame that fitted must fit again.
  private static final int DEAD_LETTER_MARGIN = 256 * 1024;
  // Room for a camera id, headers and the batch's frame around a picture of the largest size.
  private static final int RECORD_MARGIN = 64 * 1024;

  private final String prefix;

  private Topics(String prefix) {
    this.prefix = prefix;
  }

  /** The topics without a prefix. */
  public static Topics plain() {
    return new Topics("");
  }

  /**
   * The topics with a prefix before each name.
   *
   * @param prefix as it stands before the name, separator included ({@code "plant-7."}); may be
   *     empty
   */
  public static Topics withPrefix(String prefix) {
    Topics topics = new Topics(prefix);
    topics.all(); // names check themselves
    return topics;
  }

  public String prefix() {
    return prefix;
  }

  /**
   * In: one encoded picture per record, JPEG or PNG bytes as they are, or an Avro {@code
   * CameraFrame} in Confluent framing.
   */
  public Topic<String, byte[]> cameraFrames() {
    return topic(
        "camera-frames", byte[].class, Duration.ofHours(6), MAX_FRAME_BYTES + RECORD_MARGIN);
  }

  /** Out: exactly one analysis per frame. */
  public Topic<String, FrameAnalysis> detections() {
    return topic("detections", FrameAnalysis.class, Duration.ofDays(7), 1024 * 1024);
  }

  /** Out: the attention maps of a frame, one per layer. */
  public Topic<String, AttentionMaps> attentionMaps() {
    return topic("attention-maps", AttentionMaps.class, Duration.ofDays(7), 1024 * 1024);
  }

  /** Frames that could not be worked on, as they were read. */
  public Topic<String, byte[]> deadLetters() {
    return topic(
        "camera-frames-dlq",
        byte[].class,
        Duration.ofDays(14),
        MAX_FRAME_BYTES + RECORD_MARGIN + DEAD_LETTER_MARGIN);
  }

  /** To which partition of {@link #cameraFrames} each camera's frames go: its number as text. */
  public Topic<String, String> cameraPartitions() {
    return new Topic<>(
        prefix + "camera-partitions",
        String.class,
        String.class,
        CleanupPolicy.COMPACT,
        Duration.ofDays(1),
        64 * 1024);
  }

  /** Those that the service reads and writes. */
  public List<Topic<String, ?>> ofFrames() {
    return List.of(cameraFrames(), detections(), attentionMaps(), deadLetters());
  }

  /** Every topic. */
  public List<Topic<String, ?>> all() {
    return List.of(
        cameraFrames(), detections(), attentionMaps(), deadLetters(), cameraPartitions());
  }

  /**
   * The Avro messages that may stand in the topics, by the subject of their schema. Frames may be
   * bare pictures as well.
   */
  public Map<String, Class<? extends SpecificRecord>> messages() {
    Map<String, Class<? extends SpecificRecord>> messages = new LinkedHashMap<>();
    messages.put(cameraFrames().valueSubject(), CameraFrame.class);
    messages.put(detections().valueSubject(), FrameAnalysis.class);
    messages.put(attentionMaps().valueSubject(), AttentionMaps.class);
    return messages;
  }

  private <V> Topic<String, V> topic(
      String name, Class<V> valueType, Duration retention, int maxMessageBytes) {
    return new Topic<>(
        prefix + name, String.class, valueType, CleanupPolicy.DELETE, retention, maxMessageBytes);
  }
}
