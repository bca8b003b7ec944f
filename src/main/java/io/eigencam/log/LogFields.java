package io.eigencam.log;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * Says which, in every line of the log that this thread writes until it is closed: {@code
 * camera=hall-3 step=infer}. So a message is a constant text that can be searched for and counted.
 *
 * <p>Never holds what a frame shows, nor a secret.
 */
public final class LogFields implements AutoCloseable {
  private static final int LONGEST = 1000;

  private final Deque<Field> replaced = new ArrayDeque<>(4);

  private LogFields() {}

  /** Beginning with this one. */
  public static LogFields with(String name, Object value) {
    return new LogFields().and(name, value);
  }

  /**
   * And this one.
   *
   * @param value written as text; it may come from outside: what would end the line is replaced,
   *     and what is longer than {@value #LONGEST} characters is cut
   */
  public LogFields and(String name, Object value) {
    replaced.push(new Field(name, MDC.get(name)));
    MDC.put(name, printable(value.toString()));
    return this;
  }

  /** And this one, if there is any. */
  public LogFields andIfKnown(String name, @Nullable Object value) {
    return value == null ? this : and(name, value);
  }

  private static String printable(String text) {
    String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    return cut.chars().anyMatch(LogFields::endsLine)
        ? cut.codePoints()
            .map(c -> endsLine(c) ? '\uFFFD' : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString()
        : cut;
  }

  /** Control characters, line separators, and what turns the direction of writing. */
  private static boolean endsLine(int c) {
    return Character.isISOControl(c)
        || c == 0x2028
        || c == 0x2029
        || Character.getType(c) == Character.FORMAT;
  }

  /** What was said before counts again. */
  @Override
  public void close() {
    while (!replaced.isEmpty()) {
      Field field = replaced.pop();
      if (field.before() == null) {
        MDC.remove(field.name());
      } else {
        MDC.put(field.name(), field.before());
      }
    }
  }

  private record Field(String name, @Nullable Object before) {}
}
