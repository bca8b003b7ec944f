package io.eigencam.endurance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What Linux says about a process.
 *
 * @param residentKib memory that it really has, files of programs and libraries included
 * @param anonymousKib its own part of that: heap, stacks, native allocations
 * @param threads Java's, the compiler's and the collector's
 * @param files open files and connections
 */
record ProcessFigures(long residentKib, long anonymousKib, int threads, int files) {

  static ProcessFigures of(long pid) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    List<String> status = Files.readAllLines(process.resolve("status"));
    try (Stream<Path> files = Files.list(process.resolve("fd"))) {
      return new ProcessFigures(
          number(status, "VmRSS:"),
          number(status, "RssAnon:"),
          Math.toIntExact(number(status, "Threads:")),
          Math.toIntExact(files.count()));
    }
  }

  private static long number(List<String> status, String name) throws IOException {
    for (String line : status) {
      if (line.startsWith(name)) {
        return Long.parseLong(line.substring(name.length()).replace("kB", "").strip());
      }
    }
    throw new IOException("this system does not tell " + name);
  }
}
