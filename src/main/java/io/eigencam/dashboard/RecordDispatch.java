package io.eigencam.dashboard;

import io.eigencam.log.LogFields;
import io.eigencam.message.AttentionMaps;
import io.eigencam.message.CameraFrame;
import io.eigencam.message.FrameAnalysis;
import io.eigencam.topic.FrameHeaders;
import io.eigencam.topic.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Reads one record of any of the topics and hands it to the view. */
final class RecordDispatch {
  private static final Logger LOG = Logger.getLogger(RecordDispatch.class);
  private static final long COMPLAINT_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Topics topics;
  private final Deserializer<CameraFrame> frames;
  private final Deserializer<FrameAnalysis> analyses;
  private final Deserializer<AttentionMaps> maps;
  private final LiveView view;
  private final long startMillis;
  private long complained;

  /**
   * @param startTime frames captured before it are shown if a result comes, but not counted
   */
  RecordDispatch(
      Topics topics,
      Deserializer<CameraFrame> frames,
      Deserializer<FrameAnalysis> analyses,
      Deserializer<AttentionMaps> maps,
      LiveView view,
      Instant startTime) {
    this.topics = topics;
    this.startMillis = startTime.toEpochMilli();
    this.frames = frames;
    this.analyses = analyses;
    this.maps = maps;
    this.view = view;
    this.complained = System.nanoTime() - COMPLAINT_NANOS;
  }

  void accept(ConsumerRecord<byte[], byte[]> record) {
    byte[] value = record.value();
    if (value == null || value.length == 0) {
      return; // an empty frame is rejected by whoever analyses it; its result is shown
    }
    String topic = record.topic();
    try {
      if (topic.equals(topics.cameraFrames().name())) {
        frame(record, value);
      } else if (topic.equals(topics.detections().name())) {
        view.analysis(analyses.deserialize(topic, value));
      } else {
        view.maps(maps.deserialize(topic, value));
      }
    } catch (SerializationException e) {
      long now = System.nanoTime();
      if (now - complained >= COMPLAINT_NANOS) {
        complained = now;
        try (LogFields fields = LogFields.with("topic", topic).and("cause", e)) {
          LOG.warn("The live page cannot read a record");
        }
      }
    }
  }

  private void frame(ConsumerRecord<byte[], byte[]> record, byte[] value) {
    String cameraId = text(record.key());
    byte[] picture = value[0] == 0 ? bytes(frames.deserialize(record.topic(), value)) : value;
    String mediaType = mediaType(picture);
    if (cameraId == null || cameraId.isBlank() || mediaType == null) {
      return; // nothing to draw, and the result will say why
    }
    view.picture(
        cameraId,
        FrameHeaders.read(record.headers())
            .idAt(record.topic(), record.partition(), record.offset()),
        new ReceivedPicture(
            StoredOrientation.of(picture), mediaType, record.partition(), record.offset()),
        record.timestamp() >= startMillis);
  }

  private static byte[] bytes(CameraFrame frame) {
    ByteBuffer buffer = frame.getPicture().duplicate();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private static @Nullable String text(byte @Nullable [] key) {
    if (key == null) {
      return null;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString();
    } catch (CharacterCodingException e) {
      return null; // not text, so nobody's name
    }
  }

  private static @Nullable String mediaType(byte[] picture) {
    if (picture.length > 3 && (picture[0] & 255) == 0xFF && (picture[1] & 255) == 0xD8) {
      return "image/jpeg";
    }
    return picture.length > 3 && (picture[0] & 255) == 0x89 && picture[1] == 'P'
        ? "image/png"
        : null;
  }
}
