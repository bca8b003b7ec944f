package io.eigencam.access;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.elytron.security.common.BcryptUtil;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

class PasswordCheckTest {
  private static final Account ANN =
      new Account("ann", BcryptUtil.bcryptHash("right", 4), Role.VIEWER);

  private final Semaphore turn = new Semaphore(1);
  private final PasswordCheck check = new PasswordCheck(turn, Duration.ofMillis(1));

  @Test
  void shouldNotCallAPasswordWrongThatItDidNotCheck() throws Exception {
    turn.acquire(); // others are at it

    assertThrows(LoginsBusyException.class, () -> check.matches(ANN, "right".toCharArray()));
    assertThrows(LoginsBusyException.class, () -> check.matches(null, "right".toCharArray()));

    turn.release();
    assertTrue(check.matches(ANN, "right".toCharArray()));
    assertFalse(check.matches(ANN, "wrong".toCharArray()));
    assertFalse(check.matches(null, "right".toCharArray()));
  }

  @Test
  void shouldLetInWhoWasCheckedBeforeHoweverManyWait() throws Exception {
    assertTrue(check.matches(ANN, "right".toCharArray()));
    turn.acquire();

    assertTrue(check.matches(ANN, "right".toCharArray()));
  }
}
