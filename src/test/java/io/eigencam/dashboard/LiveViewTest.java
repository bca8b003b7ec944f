package io.eigencam.dashboard;

import static io.eigencam.dashboard.Messages.analysis;
import static io.eigencam.dashboard.Messages.maps;
import static io.eigencam.dashboard.Messages.picture;
import static io.eigencam.message.FrameStatus.ANALYZED;
import static io.eigencam.message.FrameStatus.REJECTED;
import static io.eigencam.message.FrameStatus.SHED;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveViewTest {
  private static final long SECOND = 1_000_000_000;

  private long nanos = 5;
  private final LiveView view =
      new LiveView(
          1_000_000,
          3,
          Clock.fixed(Messages.CAPTURED.plusMillis(250), ZoneOffset.UTC),
          () -> nanos);
  private final List<byte[]> sent = new ArrayList<>();

  @Test
  void shouldSendAFrameAsOneMessage() {
    // Given
    view.open("viewer", sent::add);
    sent.clear();

    // When
    frame("a", 1);

    // Then
    assertEquals(1, sent.size());
    JsonNode head = head(sent.get(0));
    assertEquals("frame", head.get("kind").asText());
    assertEquals("a", head.get("camera").asText());
    assertEquals(7, head.get("sequence").asLong());
    assertEquals("ANALYZED", head.get("status").asText());
    assertEquals("tiny", head.get("model").get("name").asText());
    assertEquals("WBC", head.get("detections").get(0).get("label").asText());
    assertEquals("[32.0,0.0,16.0,0.0,32.0,16.0]", head.at("/maps/0/cellToFrame").toString());
    byte[] behind = behind(sent.get(0));
    assertEquals(100, head.at("/picture/length").asInt());
    assertEquals(2, head.at("/maps/0/length").asInt());
    assertEquals(102, behind.length);
    assertArrayEquals(new byte[] {0, (byte) 255}, Arrays.copyOfRange(behind, 100, 102));
  }

  @Test
  void shouldCountEveryResult() {
    // Given
    view.open("viewer", sent::add);

    // When
    frame("a", 1);
    frame("a", 2);
    view.analysis(analysis("a", "x", SHED));
    view.analysis(analysis("a", "y", REJECTED));
    nanos += SECOND;
    view.tick(true);

    // Then
    JsonNode figures = head(sent.get(sent.size() - 1));
    assertEquals("figures", figures.get("kind").asText());
    assertTrue(figures.get("reading").asBoolean());
    JsonNode camera = figures.get("cameras").get(0);
    assertEquals(2, camera.get("analyzed").asLong());
    assertEquals(1, camera.get("shed").asLong());
    assertEquals(1, camera.get("rejected").asLong());
    assertEquals(250, camera.get("latencyMillis").asLong());
    assertEquals("UNDECODABLE", camera.at("/lastRejection/reason").asText());
    assertEquals("cut off after 12 bytes", camera.at("/lastRejection/text").asText());
    assertEquals(1000, camera.get("silentMillis").asLong());
  }

  @Test
  void shouldShowNewViewersTheLastPictures() {
    // Given
    frame("a", 1);
    frame("b", 1);
    frame("b", 2);

    // When
    view.open("late", sent::add);

    // Then
    assertEquals(
        List.of("figures", "frame", "frame"),
        sent.stream().map(message -> head(message).get("kind").asText()).toList());
  }

  @Test
  void shouldNeverGoBackInTime() {
    // Given
    view.open("viewer", sent::add);
    view.picture("a", "a/1", picture(1), true);
    view.analysis(analysis("a", "a/1", ANALYZED)); // its maps are late
    sent.clear();

    // When
    frame("a", 2);
    view.maps(maps("a", "a/1"));

    // Then
    assertEquals(1, sent.size());
    assertEquals("a/2", head(sent.get(0)).get("id").asText());
  }

  @Test
  void shouldShowNoPictureThatWasRejected() {
    view.open("viewer", sent::add);

    view.picture("a", "a/1", picture(1), true);
    view.analysis(analysis("a", "a/1", REJECTED));
    for (int i = 0; i < 10; i++) {
      nanos += SECOND;
      view.tick(true);
    }

    assertTrue(
        sent.stream().noneMatch(message -> head(message).get("kind").asText().equals("frame")));
  }

  @Test
  void shouldShowBarePicturesOnlyWhenNoResultsCome() {
    // Given
    frame("a", 1);
    view.open("viewer", sent::add);
    sent.clear();

    // When
    view.picture("a", "a/2", picture(2), true);
    nanos += 3 * SECOND;
    view.tick(true);
    boolean early = framesSent() > 0;
    view.picture("a", "a/3", picture(3), true);
    nanos += 4 * SECOND;
    view.tick(true);

    // Then
    assertTrue(!early, "not between analysed ones");
    assertEquals(1, framesSent());
  }

  @Test
  void shouldLetTheCameraThatIsSilentForLongestMakeRoom() {
    // Given
    frame("b", 1);
    nanos += SECOND;
    frame("a", 1);
    frame("c", 1);
    nanos += 15 * SECOND;
    frame("a", 2);

    // When
    frame("d", 1);
    view.open("viewer", sent::add);

    // Then
    assertEquals(List.of("a", "c", "d"), shown());
    assertEquals(0, head(sent.get(0)).get("leftOut").asInt());
    assertEquals(4, sent.size(), "figures and three pictures");
  }

  @Test
  void shouldTurnNewcomersAwayWhileAllAreLive() {
    // Given
    frame("a", 1);
    frame("b", 1);
    frame("c", 1);
    view.open("viewer", sent::add);
    sent.clear();

    // When: two cameras too many, for as long as all of them go on
    for (int number = 2; number < 30; number++) {
      nanos += SECOND;
      for (String camera : List.of("a", "b", "c", "d", "e")) {
        frame(camera, number);
      }
      view.acknowledged("viewer");
    }
    view.tick(true);

    // Then
    view.open("another", sent::add);
    JsonNode figures = head(sent.get(sent.size() - 4));
    assertEquals("figures", figures.get("kind").asText());
    assertEquals(2, figures.get("leftOut").asInt());
    assertEquals(29, figures.at("/cameras/0/analyzed").asInt(), "counted without a gap");
    assertTrue(
        sent.stream()
            .map(LiveViewTest::head)
            .filter(head -> head.get("kind").asText().equals("frame"))
            .allMatch(head -> List.of("a", "b", "c").contains(head.get("camera").asText())));
  }

  @Test
  void shouldCountOnlyLiveCamerasAsLeftOut() {
    // Given
    List.of("a", "b", "c", "d").forEach(camera -> frame(camera, 1));

    // When
    nanos += 10 * SECOND;
    List.of("a", "b", "c", "e").forEach(camera -> frame(camera, 2));
    nanos += 10 * SECOND;
    view.open("viewer", sent::add);

    // Then
    assertEquals(1, head(sent.get(0)).get("leftOut").asInt(), "d has gone");
  }

  @Test
  void shouldSendNothingToWhoHasLeft() {
    view.open("viewer", sent::add);
    view.close("viewer");
    sent.clear();

    frame("a", 1);
    view.acknowledged("viewer");

    assertEquals(0, sent.size());
  }

  private void frame(String camera, int number) {
    String id = camera + "/" + number;
    view.picture(camera, id, picture(number), true);
    view.analysis(analysis(camera, id, ANALYZED));
    view.maps(maps(camera, id));
  }

  private List<String> shown() {
    List<String> names = new ArrayList<>();
    head(sent.get(0)).get("cameras").forEach(camera -> names.add(camera.get("camera").asText()));
    return names;
  }

  private long framesSent() {
    return sent.stream().filter(m -> head(m).get("kind").asText().equals("frame")).count();
  }

  private static JsonNode head(byte[] message) {
    try {
      return new ObjectMapper().readTree(message, 4, ByteBuffer.wrap(message).getInt());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] behind(byte[] message) {
    return Arrays.copyOfRange(message, 4 + ByteBuffer.wrap(message).getInt(), message.length);
  }
}
