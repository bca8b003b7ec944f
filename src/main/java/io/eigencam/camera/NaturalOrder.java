package io.eigencam.camera;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The order people expect of numbered names: {@code frame-2} before {@code frame-10}. */
final class NaturalOrder implements Comparator<String> {
  private static final Pattern PIECE = Pattern.compile("\\d+|\\D+");

  @Override
  public int compare(String left, String right) {
    Matcher leftPieces = PIECE.matcher(left);
    Matcher rightPieces = PIECE.matcher(right);
    while (true) {
      boolean more = leftPieces.find();
      if (!rightPieces.find()) {
        return more ? 1 : left.compareTo(right);
      }
      if (!more) {
        return -1;
      }
      int order = comparePieces(leftPieces.group(), rightPieces.group());
      if (order != 0) {
        return order;
      }
    }
  }

  private static int comparePieces(String left, String right) {
    if (isNumber(left) && isNumber(right)) {
      return new BigInteger(left).compareTo(new BigInteger(right));
    }
    return left.compareToIgnoreCase(right);
  }

  private static boolean isNumber(String piece) {
    return Character.isDigit(piece.charAt(0));
  }
}
