package io.eigencam.check.report;

import io.eigencam.check.Trust;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures and verdicts for people. */
public final class Words {
  private Words() {}

  public static String of(Trust trust) {
    return switch (trust) {
      case TRUST -> "trust";
      case WITH_CARE -> "with care";
      case DO_NOT_TRUST -> "do not trust";
    };
  }

  static String cssClass(Trust trust) {
    return switch (trust) {
      case TRUST -> "good";
      case WITH_CARE -> "care";
      case DO_NOT_TRUST -> "bad";
    };
  }

  /** A sentence of words that began in the middle of one. */
  public static String sentence(String words) {
    String first = words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    return first.endsWith(".") ? first : first + ".";
  }

  /** Two digits; a dash for what could not be measured. */
  public static String number(@Nullable Double value) {
    return value == null ? "–" : String.format(Locale.ROOT, "%.2f", value);
  }

  /** Per cent; a dash for what could not be measured. */
  public static String percent(@Nullable Double share) {
    return share == null ? "–" : Math.round(100 * share) + " %";
  }

  static String left(double left) {
    return left < 0 ? "attention grows there" : percent(left) + " of the attention leaves it";
  }
}
