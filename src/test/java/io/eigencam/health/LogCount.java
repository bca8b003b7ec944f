package io.eigencam.health;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;

/** What an operator sees in the log while this is open; the broker's own lines left out. */
final class LogCount extends Handler implements AutoCloseable {
  private final List<String> lines = new CopyOnWriteArrayList<>();

  LogCount() {
    Logger.getLogger("").addHandler(this);
  }

  @Override
  public void publish(LogRecord line) {
    String category = String.valueOf(line.getLoggerName());
    if (line.getLevel().intValue() >= Level.INFO.intValue()
        && !category.startsWith("kafka.")
        && !category.startsWith("org.apache.kafka.controller")) {
      lines.add(category + " " + ExtLogRecord.wrap(line).getFormattedMessage());
    }
  }

  /** How many lines had that in them. */
  long count(String text) {
    return lines.stream().filter(line -> line.contains(text)).count();
  }

  @Override
  public String toString() {
    return String.join("\n", lines);
  }

  @Override
  public void flush() {
    // keeps nothing back
  }

  @Override
  public void close() {
    Logger.getLogger("").removeHandler(this);
  }
}
