package io.eigencam.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A class of a model, as a user names it.
 *
 * @param fileName its name as a part of file names, unlike that of any other class of the model
 */
record NamedClass(int id, String name, String fileName) {
  private static final int MOST_NEAR = 5;
  private static final int MOST_LISTED = 20;

  /**
   * Finds a class by its name (case does not matter where that is clear) or by its number.
   *
   * @param names of all classes in the order of their ids
   * @throws IllegalArgumentException if there is none; the message lists names that are near
   */
  static NamedClass find(String wanted, List<String> names) {
    int id = names.indexOf(wanted);
    for (int i = 0; i < names.size() && id < 0; i++) {
      id = names.get(i).equalsIgnoreCase(wanted) ? i : -1;
    }
    if (id < 0 && wanted.matches("\\d{1,6}")) {
      int number = Integer.parseInt(wanted);
      id = number < names.size() ? number : -1;
    }
    if (id < 0) {
      throw new IllegalArgumentException(unknown(wanted, names));
    }
    return new NamedClass(id, names.get(id), fileName(id, names));
  }

  private static String fileName(int id, List<String> names) {
    String plain = plain(names.get(id));
    boolean alone = names.stream().filter(other -> plain(other).equals(plain)).count() == 1;
    return alone ? plain : plain + "-" + id;
  }

  private static String plain(String name) {
    return name.replaceAll("[^A-Za-z0-9._-]", "_").toLowerCase(Locale.ROOT);
  }

  private static String unknown(String wanted, List<String> names) {
    List<String> near = new ArrayList<>(names);
    String lower = wanted.toLowerCase(Locale.ROOT);
    near.removeIf(name -> !isNear(lower, name.toLowerCase(Locale.ROOT)));
    near.sort(Comparator.comparing(name -> distance(lower, name.toLowerCase(Locale.ROOT))));
    String help =
        near.isEmpty()
            ? "it has " + listed(names)
            : "near are " + quoted(near.subList(0, Math.min(near.size(), MOST_NEAR)));
    return "the model has no class '%s'; %s, or a number from 0 to %d"
        .formatted(wanted, help, names.size() - 1);
  }

  private static String listed(List<String> names) {
    return names.size() <= MOST_LISTED
        ? quoted(names)
        : quoted(names.subList(0, MOST_LISTED))
            + " and %d more".formatted(names.size() - MOST_LISTED);
  }

  private static String quoted(List<String> names) {
    return "'" + String.join("', '", names) + "'";
  }

  private static boolean isNear(String wanted, String name) {
    return !wanted.isBlank()
        && (name.contains(wanted)
            || wanted.contains(name)
            || distance(wanted, name) <= Math.max(2, wanted.length() / 3));
  }

  /** Levenshtein's: how many letters to change, add or leave out. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
