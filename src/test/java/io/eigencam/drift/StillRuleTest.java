package io.eigencam.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StillRuleTest {
  private static Instant at(double seconds) {
    return Instant.EPOCH.plusMillis((long) (1000 * seconds));
  }

  @Test
  void shouldCallAPictureStillAfterFiveSeconds() {
    StillRule rule = new StillRule();

    assertFalse(rule.isStill(1, at(0), false));
    assertFalse(rule.isStill(1, at(5), false), "not longer yet");
    assertTrue(rule.isStill(1, at(5.2), false));
    assertEquals(Duration.ofMillis(5200), rule.run());
  }

  @Test
  void shouldBeginAnewWithAnotherPicture() {
    StillRule rule = new StillRule();
    rule.isStill(1, at(0), false);
    assertTrue(rule.isStill(1, at(9), false));

    assertFalse(rule.isStill(2, at(9.2), false));
    assertFalse(rule.isStill(1, at(9.4), false));
    assertFalse(rule.isStill(1, at(14), false));
  }

  @Test
  void shouldBearThriceWhatWasLearned() {
    // Given a camera that repeated a picture for 4 seconds while it was learned
    StillRule rule = new StillRule();
    rule.isStill(1, at(0), true);
    assertFalse(rule.isStill(1, at(4), true));
    assertFalse(rule.isStill(2, at(4.2), true));

    assertEquals(Duration.ofSeconds(12), rule.limit());
    assertFalse(rule.isStill(2, at(16), false));
    assertTrue(rule.isStill(2, at(16.4), false));
  }

  @Test
  void shouldNotBeResetByAFrameOutOfOrder() {
    StillRule rule = new StillRule();
    rule.isStill(1, at(0), false);
    assertTrue(rule.isStill(1, at(6), false));

    assertTrue(rule.isStill(1, at(3), false));
  }

  @Test
  void shouldNeverCallALearnedPictureStill() {
    StillRule rule = new StillRule();
    rule.isStill(1, at(0), true);

    assertFalse(rule.isStill(1, at(100), true));
    assertEquals(Duration.ofSeconds(100), rule.longest());
  }

  @Test
  void shouldGoOnAfterARestart() {
    StillRule rule = new StillRule();
    rule.isStill(1, at(0), true);
    rule.isStill(1, at(2), true);
    rule.isStill(2, at(3), false);
    StateOutput out = new StateOutput();
    rule.write(out);

    StillRule restored = StillRule.read(new StateInput(out.toByteArray()));

    assertEquals(rule.limit(), restored.limit());
    assertFalse(restored.isStill(2, at(9), false));
    assertTrue(restored.isStill(2, at(9.2), false));
  }

  @Test
  void shouldKnowThatItHasSeenNothing() {
    StateOutput out = new StateOutput();
    new StillRule().write(out);

    StillRule restored = StillRule.read(new StateInput(out.toByteArray()));

    assertFalse(restored.isStill(0, at(1000), false));
    assertEquals(Duration.ZERO, restored.run());
  }
}
