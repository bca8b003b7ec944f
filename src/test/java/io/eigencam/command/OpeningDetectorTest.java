package io.eigencam.command;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.frame.EncodedPicture;
import io.eigencam.frame.Inference;
import io.eigencam.frame.ModelIdentity;
import io.eigencam.infer.Detector;
import io.eigencam.model.ModelRejected;
import io.eigencam.pipeline.DetectorHandover;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever has a model last must close it: TensorFlow must not load while the JVM ends. */
@Timeout(60)
class OpeningDetectorTest {
  private final AtomicInteger closed = new AtomicInteger();
  private final CountDownLatch mayLoad = new CountDownLatch(1);
  private final OpeningDetector opening =
      new OpeningDetector(
          known -> {
            known.run();
            assertTrue(mayLoad.await(30, TimeUnit.SECONDS));
            return new Model();
          });

  @Test
  void shouldWaitForAModelThatIsNotWantedAnyMoreAndCloseIt() throws Exception {
    // Given something else that fails while the model loads
    opening.awaitKnown();
    Thread ending = new Thread(opening::close);
    ending.start();
    await().until(() -> ending.getState() == Thread.State.WAITING);

    // When
    mayLoad.countDown();
    ending.join();

    // Then
    assertEquals(1, closed.get());
  }

  @Test
  void shouldTakeBackWhatAnApplicationThatDidNotStartHasNotTaken() {
    mayLoad.countDown();
    opening.leave(model -> model);

    opening.close();

    assertNull(DetectorHandover.take(), "the next one may leave another");
    assertEquals(1, closed.get());
  }

  @Test
  void shouldNotCloseWhatTheApplicationHasTaken() throws Exception {
    mayLoad.countDown();
    opening.leave(model -> model);
    Callable<Detector> taken = DetectorHandover.take();
    assertNotNull(taken);
    taken.call();

    opening.close();

    assertEquals(0, closed.get());
  }

  @Test
  void shouldHaveNothingToCloseWhereTheModelIsRejected() {
    mayLoad.countDown();
    OpeningDetector wrong =
        new OpeningDetector(
            known -> {
              throw new ModelRejected("scripted");
            });

    assertThrows(ModelRejected.class, wrong::awaitKnown);
    wrong.close();

    assertFalse(Thread.currentThread().isInterrupted());
  }

  private final class Model implements Detector {
    @Override
    public Inference infer(EncodedPicture picture) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ModelIdentity model() {
      return new ModelIdentity("scripted", "0".repeat(64), "detect", 64, 64);
    }

    @Override
    public List<String> classNames() {
      return List.of("cell");
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }
}
