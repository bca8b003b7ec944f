package io.eigencam.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Does to the programs what the plan says, and starts those again that ended by themselves, as a
 * service manager would; that they ended is a problem. Works in one thread of its own.
 */
final class FaultDriver implements AutoCloseable {
  private static final long TICK_MILLIS = 100;
  private static final long RESTART_MILLIS = 1_000;
  private static final long STOP_MILLIS = 30_000;

  private final Cluster cluster;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final long begin = System.nanoTime();
  private final Map<Program, Absence> absences = new HashMap<>();
  private final List<String> log = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private int kills;
  private int stops;

  /** Why and until when a program is away. */
  private record Absence(boolean wanted, long since, long until) {}

  FaultDriver(Cluster cluster) {
    this.cluster = cluster;
    clock.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  void follow(List<Fault> plan) {
    for (Fault fault : plan) {
      clock.schedule(() -> apply(fault), fault.atMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private synchronized void apply(Fault fault) {
    Program program =
        switch (fault.kind()) {
          case KILL_PROCESSOR, STOP_PROCESSOR -> cluster.processors().get(fault.target()).program();
          case KILL_BROKER, STOP_BROKER -> cluster.broker;
          case KILL_REGISTRY, STOP_REGISTRY -> cluster.registry;
        };
    if (!program.running()) {
      say("%s: away already", fault);
      return;
    }
    say("%s", fault);
    if (fault.kind().kills()) {
      kills++;
      program.kill();
    } else {
      stops++;
      program.terminate();
    }
    long now = now();
    absences.put(program, new Absence(true, now, now + fault.downMillis()));
  }

  private synchronized void tick() {
    try {
      for (Program program : cluster.programs()) {
        look(program);
      }
    } catch (IOException | RuntimeException e) {
      problems.add("cannot start a program: " + e);
    }
  }

  private void look(Program program) throws IOException {
    Absence absence = absences.get(program);
    if (program.running()) {
      if (absence != null && now() - absence.since() > STOP_MILLIS) {
        problems.add(program.name() + " did not stop within 30 s of SIGTERM");
        program.kill();
        absences.remove(program);
      }
      return;
    }
    if (absence == null) {
      say("%s ended by itself, status %s", program.name(), program.exitStatus());
      if (!mayHaveEnded(program)) {
        problems.add("%s ended by itself:%n%s".formatted(program.name(), program.said(15)));
      }
      absences.put(program, new Absence(false, now(), now() + RESTART_MILLIS));
    } else if (now() >= absence.until()) {
      absences.remove(program);
      program.start();
      say("%s started", program.name());
    }
  }

  /** Only who was told to stop: a service waits for a broker and a registry that are away. */
  private static boolean mayHaveEnded(Program program) {
    return program.said(1).startsWith("eigencam: stopped while");
  }

  /** Starts everything that is away, now. */
  synchronized void heal() {
    absences.replaceAll((program, absence) -> new Absence(absence.wanted(), absence.since(), 0));
    say("healing");
  }

  private long now() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
  }

  private void say(String format, Object... values) {
    log.add(
        String.format(Locale.ROOT, "%7.1f s  ", now() / 1e3)
            + String.format(Locale.ROOT, format, values));
  }

  synchronized int kills() {
    return kills;
  }

  synchronized int stops() {
    return stops;
  }

  /** What was done, and when. */
  synchronized List<String> log() {
    return List.copyOf(log);
  }

  /** What should not have happened. */
  synchronized List<String> problems() {
    return List.copyOf(problems);
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
