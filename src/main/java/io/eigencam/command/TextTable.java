package io.eigencam.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Columns for people: text to the left, numbers to the right. */
final class TextTable {
  private final List<List<Object>> rows = new ArrayList<>();

  TextTable(String... columns) {
    rows.add(List.of((Object[]) columns));
  }

  /** As many cells as there are columns. */
  void row(Object... cells) {
    rows.add(List.of(cells));
  }

  void print(PrintWriter out) {
    int columns = rows.get(0).size();
    List<Object> example = rows.get(rows.size() - 1);
    int[] widths = new int[columns];
    for (List<Object> row : rows) {
      for (int column = 0; column < columns; column++) {
        widths[column] = Math.max(widths[column], text(row.get(column)).length());
      }
    }
    for (List<Object> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < columns; column++) {
        String text = text(row.get(column));
        String space = " ".repeat(widths[column] - text.length());
        line.append(column == 0 ? "" : "  ")
            .append(example.get(column) instanceof Number ? space + text : text + space);
      }
      out.println(line.toString().stripTrailing());
    }
  }

  private static String text(Object cell) {
    return printable(cell.toString());
  }

  /** Text from outside without what a terminal would obey, or what turns letters around. */
  static String printable(String text) {
    return text.codePoints()
        .mapToObj(c -> isHarmless(c) ? Character.toString(c) : "?")
        .collect(Collectors.joining());
  }

  private static boolean isHarmless(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }
}
