package io.eigencam.command;

import java.io.Console;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How far long work has come: a bar that is redrawn in place on a terminal, now and then a plain
 * line elsewhere, so that logs stay readable.
 */
final class ProgressLine {
  private static final long REDRAW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long PLAIN_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final int BAR = 30;

  private final PrintWriter out;
  private final boolean terminal;
  private final String unit;
  private final OptionalLong total;
  private final LongSupplier nanoTime;
  private final long start;
  private long drawn;

  /**
   * @param unit what is counted: "frames"
   * @param total how many there will be; empty when that is not known
   */
  ProgressLine(PrintWriter out, String unit, OptionalLong total) {
    this(out, isTerminal(), unit, total, System::nanoTime);
  }

  ProgressLine(
      PrintWriter out, boolean terminal, String unit, OptionalLong total, LongSupplier nanoTime) {
    this.out = out;
    this.terminal = terminal;
    this.unit = unit;
    this.total = total;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
    this.drawn = start;
  }

  void update(long count) {
    long now = nanoTime.getAsLong();
    if (now - drawn < (terminal ? REDRAW_NANOS : PLAIN_NANOS)) {
      return;
    }
    drawn = now;
    double seconds = (now - start) / 1e9;
    String rate = String.format(Locale.ROOT, "%.1f/s", count / seconds);
    if (terminal) {
      out.print("\r" + bar(count) + count(count) + ", " + rate + "   ");
    } else {
      out.println(count(count) + ", " + rate);
    }
    out.flush();
  }

  /** Takes the bar away; what comes next stands on a line of its own. */
  void done() {
    if (terminal) {
      out.print("\r" + " ".repeat(BAR + 50) + "\r");
      out.flush();
    }
  }

  private String count(long count) {
    return total.isPresent()
        ? count + " of about " + total.getAsLong() + " " + unit
        : count + " " + unit;
  }

  private String bar(long count) {
    if (total.isEmpty()) {
      return "";
    }
    int filled = (int) Math.min(BAR, BAR * count / Math.max(1, total.getAsLong()));
    return "[" + "#".repeat(filled) + " ".repeat(BAR - filled) + "] ";
  }

  /** Some JDKs since 22 give a console for a pipe, too, and have a method that tells. */
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true; // before 22 a console is a terminal
    } catch (IllegalAccessException | InvocationTargetException e) {
      return false;
    }
  }
}
