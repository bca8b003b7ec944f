package io.eigencam.dashboard;

import static io.eigencam.dashboard.Messages.analysis;
import static io.eigencam.dashboard.Messages.maps;
import static io.eigencam.dashboard.Messages.picture;
import static io.eigencam.message.FrameStatus.ANALYZED;
import static io.eigencam.message.FrameStatus.REJECTED;
import static io.eigencam.message.FrameStatus.SHED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.message.FrameAnalysis;
import io.eigencam.message.MapStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameJoinerTest {
  private static final long SECOND = 1_000_000_000;

  private final List<LiveFrame> complete = new ArrayList<>();
  private final FrameJoiner joiner = joiner(1_000_000, 4);

  @ParameterizedTest
  @ValueSource(strings = {"pam", "pma", "apm", "amp", "mpa", "map"})
  void shouldJoinInAnyOrder(String order) {
    // When
    for (char part : order.toCharArray()) {
      assertEquals(List.of(), complete);
      switch (part) {
        case 'p' -> joiner.picture("a", "a/1", picture(1), 0);
        case 'a' -> joiner.analysis(analysis("a", "a/1", ANALYZED), 0);
        default -> joiner.maps(maps("a", "a/1"), 0);
      }
    }

    // Then
    assertEquals(1, complete.size());
    assertNotNull(complete.get(0).analysis());
    assertNotNull(complete.get(0).maps());
    assertEquals(0, joiner.size());
    assertEquals(0, joiner.bytes());
  }

  @Test
  void shouldKeepFramesAndCamerasApart() {
    joiner.picture("a", "1", picture(1), 0);
    joiner.analysis(analysis("b", "1", ANALYZED), 0);
    joiner.analysis(analysis("a", "2", ANALYZED), 0);
    joiner.maps(maps("a", "1"), 0);

    assertEquals(List.of(), complete);
    assertEquals(3, joiner.size());
  }

  @Test
  void shouldShowAFrameWithoutItsMapsWhenTheyAreLate() {
    // Given
    joiner.picture("a", "1", picture(1), 0);
    joiner.analysis(analysis("a", "1", ANALYZED), 0);

    // When
    joiner.expire(SECOND);
    assertEquals(List.of(), complete);
    joiner.expire(SECOND + 1);

    // Then
    assertEquals(1, complete.size());
    assertNull(complete.get(0).maps());
  }

  @Test
  void shouldNotWaitForMapsThatWillNotCome() {
    // Given
    FrameAnalysis failed = analysis("a", "1", ANALYZED);
    failed.setMapStatus(MapStatus.FAILED);

    // When
    joiner.picture("a", "1", picture(1), 0);
    joiner.analysis(failed, 0);
    joiner.picture("a", "2", picture(2), 0);
    joiner.analysis(analysis("a", "2", SHED), 0);

    // Then
    assertEquals(2, complete.size());
  }

  @Test
  void shouldForgetRejectedFrames() {
    joiner.picture("a", "1", picture(1), 0);
    joiner.analysis(analysis("a", "1", REJECTED), 0);
    joiner.expire(10 * SECOND);

    assertEquals(List.of(), complete);
    assertEquals(0, joiner.size());
  }

  @Test
  void shouldShowAPictureAloneOnceAndStillJoinItLater() {
    // Given
    joiner.picture("a", "1", picture(1), 0);

    // When
    joiner.expire(3 * SECOND);
    joiner.expire(4 * SECOND);

    // Then
    assertEquals(1, complete.size());
    assertNull(complete.get(0).analysis());

    // When the result comes after all
    joiner.analysis(analysis("a", "1", ANALYZED), 5 * SECOND);
    joiner.maps(maps("a", "1"), 5 * SECOND);

    // Then
    assertEquals(2, complete.size());
    assertNotNull(complete.get(1).analysis());
  }

  @Test
  void shouldLetPartsGoThatNobodyCompletes() {
    joiner.maps(maps("a", "1"), 0);
    joiner.analysis(analysis("a", "2", ANALYZED), 0);
    joiner.picture("b", "3", picture(3), 0);

    joiner.expire(61 * SECOND);

    assertEquals(0, joiner.size());
  }

  @Test
  void shouldBoundMemoryAndStillFindSomeOfTheResultsThatLag() {
    // Given room for about 20 pictures, and results 40 s behind a camera of 10 frames a second
    int picture = 50_000;
    long capacity = 20 * (picture + 4096);
    FrameJoiner small = joiner(capacity, 4);
    long largest = 0;

    // When
    for (int i = 0; i < 4000; i++) {
      long now = i * SECOND / 10;
      small.picture("a", "a/" + i, picture(i, picture), now);
      if (i >= 400) {
        small.analysis(analysis("a", "a/" + (i - 400), ANALYZED), now);
        small.maps(maps("a", "a/" + (i - 400)), now);
      }
      small.expire(now);
      largest = Math.max(largest, small.bytes());
    }

    // Then
    assertTrue(largest <= capacity + picture + 4096, largest + " bytes");
    long shown = complete.stream().filter(frame -> frame.analysis() != null).count();
    assertTrue(shown > 36, shown + " frames were shown with their results in 360 s");
  }

  @Test
  void shouldBoundTheNumberOfCameras() {
    for (int i = 0; i < 1000; i++) {
      joiner.picture("made-up-" + i, "1", picture(1), 0);
    }

    assertEquals(4, joiner.size());
  }

  private FrameJoiner joiner(long capacity, int cameras) {
    return new FrameJoiner(
        capacity,
        cameras,
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(60),
        complete::add);
  }
}
