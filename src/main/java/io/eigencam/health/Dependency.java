package io.eigencam.health;

import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Something that frames need: what is wrong with it now, and one line in the log each time that
 * changes. Asked by one thread; read by any.
 */
final class Dependency {
  private static final Logger LOG = Logger.getLogger(Dependency.class);
  private static final String NOT_ASKED = "not asked yet";

  private final String name;
  private final Supplier<@Nullable String> question;
  private volatile @Nullable String trouble = NOT_ASKED;
  private long troubleNanos = System.nanoTime();

  /**
   * @param question answers with what is wrong, in words that stay the same for as long as it is;
   *     null for nothing
   */
  Dependency(String name, Supplier<@Nullable String> question) {
    this.name = name;
    this.question = question;
  }

  void ask() {
    String before = NOT_ASKED.equals(trouble) ? null : trouble;
    String now = answer();
    if (Thread.currentThread().isInterrupted()) {
      return; // we are stopping, which is no trouble
    }
    trouble = now;
    long nanos = System.nanoTime();
    if (now == null) {
      if (before != null) {
        LOG.infof("%s is all right again after %d s", name, (nanos - troubleNanos) / 1_000_000_000);
      }
    } else if (!now.equals(before)) {
      troubleNanos = before == null ? nanos : troubleNanos;
      LOG.warnf("%s: %s; no frame is lost, and work goes on as soon as it can", name, now);
    }
  }

  /** Who cannot find out must not go on saying what was true once. */
  private @Nullable String answer() {
    try {
      return question.get();
    } catch (RuntimeException failure) {
      LOG.debugf(failure, "%s cannot be asked", name);
      return "it cannot be found out how it is (%s)".formatted(failure.getClass().getSimpleName());
    }
  }

  String name() {
    return name;
  }

  /** What is wrong; null while nothing is. */
  @Nullable String trouble() {
    return trouble;
  }
}
