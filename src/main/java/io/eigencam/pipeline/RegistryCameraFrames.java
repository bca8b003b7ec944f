package io.eigencam.pipeline;

import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.RejectionReason;
import io.eigencam.ingest.CameraFrameReader;
import io.eigencam.message.CameraFrame;
import io.eigencam.registry.MalformedMessageException;
import io.eigencam.registry.UnknownSchemaException;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads camera frames with the deserializer, and says in the words of a frame what is wrong. */
final class RegistryCameraFrames implements CameraFrameReader {
  private final String topic;
  private final Deserializer<CameraFrame> deserializer;

  RegistryCameraFrames(String topic, Deserializer<CameraFrame> deserializer) {
    this.topic = topic;
    this.deserializer = deserializer;
  }

  @Override
  public CameraFrame read(byte[] framed) throws FrameRejected {
    try {
      return deserializer.deserialize(topic, framed);
    } catch (UnknownSchemaException unknown) {
      throw new FrameRejected(RejectionReason.UNKNOWN_SCHEMA, text(unknown));
    } catch (MalformedMessageException malformed) {
      throw new FrameRejected(RejectionReason.UNDECODABLE, text(malformed));
    }
  }

  private static String text(Exception failure) {
    return "the value begins with 0x00, but holds no Avro camera frame: " + failure.getMessage();
  }
}
