package io.eigencam.fuzz;

import io.eigencam.infer.NativeObjects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.lifecycle.AroundContainerHook;
import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.ContainerLifecycleContext;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;

/**
 * Watches a fuzz test: counts inputs, bounds the time of each, and looks afterwards whether
 * anything was kept: heap after collections, native objects, and, where there were many inputs,
 * resident memory. jqwik makes one for all classes, which run one after the other.
 */
public final class FuzzWatch implements AroundContainerHook, AroundTryHook {
  private static final int TRIES = Integer.getInteger("fuzz.tries", 1000);
  private static final AtomicLong ALL_INPUTS = new AtomicLong();
  private static final Hang HANG = new Hang();

  /** Of the processor; far above what any input needs. */
  private static final double SLOWEST_SECONDS = 10;

  private static final double HEAP_MIB = 24;

  /** What TensorFlow makes once, when it is needed for the first time. */
  private static final int NATIVE_OBJECTS = 8;

  private static final double RESIDENT_MIB = 64;

  /** With fewer inputs the heap itself still grows. */
  private static final int MANY = 10_000;

  private static final double MIB = 1 << 20;

  private long inputs;
  private long slowest;
  private double heapBefore;
  private long openBefore = -1;
  private double residentHalfWay;
  private long start;
  private final Map<String, Integer> perProperty = new HashMap<>();

  @Override
  public PropagationMode propagateTo() {
    return PropagationMode.ALL_DESCENDANTS;
  }

  @Override
  public void beforeContainer(ContainerLifecycleContext context) {
    start = System.nanoTime();
    inputs = 0;
    slowest = 0;
    perProperty.clear();
  }

  @Override
  public TryExecutionResult aroundTry(
      TryLifecycleContext context, TryExecutor body, List<Object> parameters) {
    Costly costly = context.targetMethod().getAnnotation(Costly.class);
    int share = costly == null ? 1 : costly.value();
    int number = perProperty.merge(context.targetMethod().getName(), 1, Integer::sum);
    int tries = Math.max(1, TRIES / share);
    begin(number, tries);
    HANG.begin(parameters);
    TryExecutionResult result = body.execute(parameters);
    long nanos = HANG.end();
    inputs++;
    if (number == 1) {
      return result; // loads what the others need
    }
    slowest = Math.max(slowest, nanos);
    if (nanos > SLOWEST_SECONDS * 1e9) {
      return TryExecutionResult.falsified(
          new AssertionError("an input took %.1f s of the processor".formatted(nanos / 1e9)));
    }
    return result.isSatisfied() && number >= tries ? end(context.label()) : result;
  }

  /** After the first input everything is loaded that the others need. */
  private void begin(int number, int tries) {
    if (inputs == 1) {
      heapBefore = heap();
      openBefore = NativeObjects.open();
    }
    if (number == tries / 2) {
      System.gc();
      residentHalfWay = resident();
    }
  }

  /** The second half of a property's inputs must not need more memory than the first. */
  private TryExecutionResult end(String property) {
    System.gc();
    double resident = resident();
    if (TRIES >= MANY && resident > residentHalfWay + RESIDENT_MIB) {
      return TryExecutionResult.falsified(
          new AssertionError(
              "%s: %.0f MiB resident after half of the inputs, %.0f at the end"
                  .formatted(property, residentHalfWay, resident)));
    }
    return TryExecutionResult.satisfied(true);
  }

  @Override
  public void afterContainer(ContainerLifecycleContext context) {
    double heap = heap();
    long open = NativeObjects.open();
    String report =
        String.format(
            Locale.ROOT,
            "%s: %d inputs in %.1f s, slowest %.0f ms; heap %.1f MiB, then %.1f; native objects"
                + " %d, then %d; resident %.0f MiB; all fuzz tests so far: %d inputs",
            context.label(),
            inputs,
            (System.nanoTime() - start) / 1e9,
            slowest / 1e6,
            heapBefore,
            heap,
            openBefore,
            open,
            resident(),
            ALL_INPUTS.addAndGet(inputs));
    System.out.println(report);
    if (open > openBefore + NATIVE_OBJECTS || heap > heapBefore + HEAP_MIB) {
      throw new AssertionError("something is kept: " + report);
    }
  }

  private static double heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MIB;
  }

  private static double resident() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith("VmRSS:")) {
          return Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024;
        }
      }
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
