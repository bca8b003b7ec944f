package io.eigencam.command;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A time as people type it: RFC 3339, or how long ago.
 *
 * @param typed for people
 * @param instant the typed time, or, for "how long ago", counted from when the command was read
 */
record PointInTime(String typed, Instant instant) {

  /** Reads {@code 2026-03-01T12:00:00Z}, {@code 2026-03-01T13:00:00+01:00} or {@code -10m}. */
  static final class Converter implements ITypeConverter<PointInTime> {
    private static final Pattern AGO = Pattern.compile("-(\\d{1,9})([smhd])");

    @Override
    public PointInTime convert(String typed) {
      Matcher ago = AGO.matcher(typed);
      if (ago.matches()) {
        return new PointInTime(
            typed, Instant.now().minus(duration(Long.parseLong(ago.group(1)), ago.group(2))));
      }
      try {
        return new PointInTime(typed, OffsetDateTime.parse(typed).toInstant());
      } catch (DateTimeException e) {
        throw new TypeConversionException(
            "'%s' is no time: write 2026-03-01T12:00:00Z, or how long ago (-90s, -10m, -6h, -2d)"
                .formatted(typed));
      }
    }

    private static Duration duration(long amount, String unit) {
      return switch (unit) {
        case "s" -> Duration.ofSeconds(amount);
        case "m" -> Duration.ofMinutes(amount);
        case "h" -> Duration.ofHours(amount);
        default -> Duration.ofDays(amount);
      };
    }
  }
}
