package io.eigencam.alert;

import io.eigencam.drift.ContextKey;
import io.eigencam.drift.Reading;
import io.eigencam.drift.StateInput;
import io.eigencam.drift.StateOutput;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is remembered of an alert while it is open, and shortly after. */
final class OpenAlert {
  final String id;
  final ContextKey context;
  final String reference;
  final long since;
  final long opened;
  final Map<Integer, Double> shares = new LinkedHashMap<>(); // of the streams that take part
  double evidencePercent;
  Severity severity = Severity.LOW;
  @Nullable GrossFault gross;
  boolean drift; // whether evidence rang
  long told;
  int calm; // blocks in a row
  String decidedBy = ""; // who confirmed it
  boolean asked;
  boolean published;

  OpenAlert(String id, ContextKey context, String reference, long since, long opened) {
    this.id = id;
    this.context = context;
    this.reference = reference;
    this.since = since;
    this.opened = opened;
    this.told = opened;
  }

  /** Whoever is beyond its envelope takes part. */
  void join(Reading reading) {
    for (int j = 0; j < reading.set().streams().size(); j++) {
      if (reading.moving(j) > reading.envelope(j)) {
        shares.putIfAbsent(j, 0.0);
      }
    }
  }

  void write(StateOutput out) {
    out.text(id);
    context.write(out);
    out.text(reference);
    out.number(since);
    out.number(opened);
    out.integer(shares.size());
    shares.forEach(
        (stream, share) -> {
          out.integer(stream);
          out.real(share);
        });
    out.real(evidencePercent);
    out.small(severity.ordinal());
    out.small(gross == null ? 0 : gross.ordinal() + 1);
    out.flag(drift);
    out.number(told);
    out.integer(calm);
    out.text(decidedBy);
    out.flag(asked);
    out.flag(published);
  }

  static OpenAlert read(StateInput in) {
    OpenAlert alert =
        new OpenAlert(in.text(), ContextKey.read(in), in.text(), in.number(), in.number());
    int streams = in.integer();
    for (int i = 0; i < streams; i++) {
      alert.shares.put(in.integer(), in.real());
    }
    alert.evidencePercent = in.real();
    alert.severity = Severity.values()[in.small(Severity.values().length, "severity")];
    int gross = in.small(GrossFault.values().length + 1, "gross fault");
    alert.gross = gross == 0 ? null : GrossFault.values()[gross - 1];
    alert.drift = in.flag();
    alert.told = in.number();
    alert.calm = in.integer();
    alert.decidedBy = in.text();
    alert.asked = in.flag();
    alert.published = in.flag();
    return alert;
  }
}
