package io.eigencam.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eigencam.message.LayerMap;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Messages to viewers in bytes: the head's length (int32, big-endian), the head (JSON, UTF-8), and
 * for a frame the encoded picture and the maps' payloads as they were published, in the order in
 * which the head lists them.
 */
final class FrameMessage {
  private final ObjectMapper json = new ObjectMapper();

  LiveMessage of(LiveFrame frame) {
    byte[] head = json(FrameHeader.of(frame));
    byte[] picture = frame.picture().bytes();
    List<LayerMap> maps = frame.maps() == null ? List.of() : frame.maps().getMaps();
    int payloads = maps.stream().mapToInt(map -> map.getPayload().remaining()).sum();
    ByteBuffer message =
        ByteBuffer.allocate(Integer.BYTES + head.length + picture.length + payloads);
    message.putInt(head.length).put(head).put(picture);
    maps.forEach(map -> message.put(map.getPayload().duplicate()));
    return new LiveMessage(subject(frame.cameraId()), message.array());
  }

  /** The subject of a camera's frames. */
  static String subject(String cameraId) {
    return "camera " + cameraId;
  }

  LiveMessage of(FiguresHeader figures) {
    byte[] head = json(figures);
    return new LiveMessage(
        FiguresHeader.KIND,
        ByteBuffer.allocate(Integer.BYTES + head.length).putInt(head.length).put(head).array());
  }

  private byte[] json(Object head) {
    try {
      return json.writeValueAsBytes(head);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A head of plain values cannot be written as JSON", e);
    }
  }
}
