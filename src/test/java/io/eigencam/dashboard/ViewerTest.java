package io.eigencam.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ViewerTest {
  private final List<Integer> sent = new ArrayList<>();
  private final Viewer viewer = new Viewer(2, message -> sent.add((int) message[0]));

  @Test
  void shouldSendNoMoreThanTheWindowAhead() {
    // When
    offer("a", 1);
    offer("b", 2);
    offer("a", 3);

    // Then
    assertEquals(List.of(1, 2), sent);

    // When
    viewer.acknowledged();

    // Then
    assertEquals(List.of(1, 2, 3), sent);
    assertEquals(0, viewer.dropped());
  }

  @Test
  void shouldNotSendWhatIsForgotten() {
    offer("a", 1);
    offer("b", 2);
    offer("gone", 3);
    offer("c", 4);

    viewer.forget("gone");
    viewer.acknowledged();
    viewer.acknowledged();

    assertEquals(List.of(1, 2, 4), sent);
  }

  @Test
  void shouldKeepOnlyTheNewestOfEverySubjectForASlowPage() {
    // Given a page that does not answer
    offer("a", 1);
    offer("a", 2);

    // When
    for (int i = 3; i < 100; i++) {
      offer(i % 2 == 0 ? "a" : "b", i);
    }

    // Then
    assertEquals(List.of(1, 2), sent);
    assertEquals(95, viewer.dropped());

    // When it answers at last
    viewer.acknowledged();
    viewer.acknowledged();
    viewer.acknowledged();

    // Then
    assertEquals(List.of(1, 2, 99, 98), sent);
  }

  @Test
  void shouldIgnoreMoreAnswersThanMessages() {
    viewer.acknowledged();
    viewer.acknowledged();
    offer("a", 1);
    offer("a", 2);
    offer("a", 3);

    assertEquals(List.of(1, 2), sent);
  }

  private void offer(String subject, int content) {
    viewer.offer(new LiveMessage(subject, new byte[] {(byte) content}));
  }
}
