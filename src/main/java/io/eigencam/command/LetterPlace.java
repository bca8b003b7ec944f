package io.eigencam.command;

import io.eigencam.fault.LetterSelection.Span;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Where dead letters stand, as people type it: {@code 0:17}, {@code 0:17-40}, {@code t-0@17}. */
final class LetterPlace {
  private static final Pattern PLACE =
      Pattern.compile("(?:.*-)?(\\d{1,9})[:@](\\d{1,18})(?:-(\\d{1,18}))?");

  private LetterPlace() {}

  /** Reads a place or a range of them. */
  static final class Converter implements ITypeConverter<Span> {
    @Override
    public Span convert(String typed) {
      Matcher place = PLACE.matcher(typed);
      if (!place.matches()) {
        throw new TypeConversionException(
            "'%s' is no place: write PARTITION:OFFSET, such as 0:17 or 0:17-40".formatted(typed));
      }
      long first = Long.parseLong(place.group(2));
      long last = place.group(3) == null ? first : Long.parseLong(place.group(3));
      try {
        return new Span(Integer.parseInt(place.group(1)), first, last);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("'%s': %s".formatted(typed, e.getMessage()));
      }
    }
  }
}
