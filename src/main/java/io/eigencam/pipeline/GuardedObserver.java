package io.eigencam.pipeline;

import io.eigencam.frame.FrameOutcome;
import io.eigencam.ingest.Arrival;
import java.util.List;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** A defect in counting costs a count; it must not make a dead letter of a good frame. */
final class GuardedObserver implements FrameObserver {
  private static final Logger LOG = Logger.getLogger(GuardedObserver.class);

  private final FrameObserver observer;
  private final List<Consumer<FrameOutcome>> others;

  /**
   * @param others are told what became of each frame, too
   */
  GuardedObserver(FrameObserver observer, List<Consumer<FrameOutcome>> others) {
    this.observer = observer;
    this.others = others;
  }

  @Override
  public void entered() {
    guarded(observer::entered);
  }

  @Override
  public void arrived(Arrival arrival) {
    guarded(() -> observer.arrived(arrival));
  }

  @Override
  public void accept(FrameOutcome outcome) {
    guarded(() -> observer.accept(outcome));
    others.forEach(other -> guarded(() -> other.accept(outcome)));
  }

  @Override
  public void deadLetter(LetterForm form) {
    guarded(() -> observer.deadLetter(form));
  }

  private static void guarded(Runnable telling) {
    try {
      telling.run();
    } catch (RuntimeException defect) {
      LOG.error("A defect of this program: a frame is not counted", defect);
    }
  }
}
