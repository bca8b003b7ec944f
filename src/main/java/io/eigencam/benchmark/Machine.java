package io.eigencam.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where figures were taken; without it they mean nothing.
 *
 * @param processor its name as the system gives it, else its architecture
 * @param processors how many this program may use
 * @param java version of the runtime
 * @param system name and version of the operating system
 */
public record Machine(String processor, int processors, String java, String system) {
  private static final Path LINUX_PROCESSORS = Path.of("/proc/cpuinfo");
  private static final String NAME = "model name";

  public static Machine current() {
    return new Machine(
        processorName(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.runtime.version", "unknown"),
        System.getProperty("os.name", "unknown") + " " + System.getProperty("os.version", ""));
  }

  /** How many programs wanted a processor over the last minute; negative where that is unknown. */
  public static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static String processorName() {
    try {
      for (String line : Files.readAllLines(LINUX_PROCESSORS)) {
        if (line.startsWith(NAME)) {
          return line.substring(line.indexOf(':') + 1).strip();
        }
      }
    } catch (IOException notLinux) {
      return System.getProperty("os.arch", "unknown");
    }
    return System.getProperty("os.arch", "unknown");
  }
}
