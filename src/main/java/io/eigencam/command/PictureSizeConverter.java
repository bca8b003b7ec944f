package io.eigencam.command;

import io.eigencam.frame.PictureSize;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 640x480}: width, then height. */
final class PictureSizeConverter implements ITypeConverter<PictureSize> {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,5})[xX](\\d{1,5})");

  @Override
  public PictureSize convert(String value) {
    Matcher size = SIZE.matcher(value);
    if (!size.matches()) {
      throw new TypeConversionException("'" + value + "' is not WIDTHxHEIGHT, such as 640x480");
    }
    try {
      return new PictureSize(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)));
    } catch (IllegalArgumentException empty) {
      throw new TypeConversionException(String.valueOf(empty.getMessage()));
    }
  }
}
