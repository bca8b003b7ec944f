package io.eigencam.log;

import io.quarkus.logging.LoggingFilter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;

/**
 * Keeps one cause from filling the log: of the lines that a logger writes with the same message,
 * the first {@value #LINES} of {@value #WINDOW_MILLIS} ms are written, the others counted; the next
 * one that is written tells in {@code leftOut} how many those were. Fields and numbers in a message
 * do not matter, so that a thousand broken frames are one cause. Knows the last {@value #CAUSES}
 * causes. By the clock of the lines themselves.
 */
@LoggingFilter(name = "repeated-lines")
public final class RepeatedLines implements Filter {
  static final int LINES = 10;
  static final long WINDOW_MILLIS = 10_000;
  static final int CAUSES = 200;

  private final Map<Cause, Window> windows =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Cause, Window> eldest) {
          return size() > CAUSES;
        }
      };

  @Override
  public boolean isLoggable(LogRecord line) {
    Cause cause =
        new Cause(
            String.valueOf(line.getLoggerName()),
            line.getLevel().intValue(),
            String.valueOf(line.getMessage()));
    long leftOut;
    synchronized (windows) {
      Window window = windows.computeIfAbsent(cause, unseen -> new Window(line.getMillis()));
      if (!window.admits(line.getMillis())) {
        return false;
      }
      leftOut = window.leftOut;
      window.leftOut = 0;
    }
    if (leftOut > 0 && line instanceof ExtLogRecord extended) {
      extended.putMdc("leftOut", Long.toString(leftOut));
    }
    return true;
  }

  private record Cause(String logger, int level, String message) {}

  /** What was written since a time, and how much was not. */
  private static final class Window {
    private long begin;
    private int lines;
    private long leftOut;

    Window(long begin) {
      this.begin = begin;
    }

    boolean admits(long now) {
      if (now < begin || now - begin >= WINDOW_MILLIS) {
        begin = now;
        lines = 0;
      }
      if (lines == LINES) {
        leftOut++;
        return false;
      }
      lines++;
      return true;
    }
  }
}
