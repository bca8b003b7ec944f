package io.eigencam.command;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A TCP port as typed; 0 for any that is free. */
final class PortConverter implements ITypeConverter<Integer> {
  private static final int HIGHEST = 65_535;

  @Override
  public Integer convert(String value) {
    try {
      int port = Integer.parseInt(value);
      if (port >= 0 && port <= HIGHEST) {
        return port;
      }
    } catch (NumberFormatException noNumber) {
      throw refusal(value);
    }
    throw refusal(value);
  }

  private static TypeConversionException refusal(String value) {
    return new TypeConversionException(
        "there is no port '%s'; choose one of 0 (any that is free) to %d"
            .formatted(value, HIGHEST));
  }
}
