package io.eigencam.command;

import io.eigencam.audit.AuditQuestion;
import io.eigencam.audit.AuditReport;
import io.eigencam.audit.CameraAccount;
import io.eigencam.audit.Finding;
import io.eigencam.topic.Topics;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The account of frames for people and for machines. */
final class AuditText {
  private final Topics topics;
  private final AuditQuestion question;
  private final AuditReport report;

  AuditText(Topics topics, AuditQuestion question, AuditReport report) {
    this.topics = topics;
    this.question = question;
    this.report = report;
  }

  void print(PrintWriter out) {
    TextTable table =
        new TextTable(
            "camera",
            "frames",
            "analysed",
            "shed",
            "rejected",
            "in flight",
            "missing",
            "duplicates",
            "out of order");
    report.cameras().forEach(account -> row(table, account.camera(), account));
    row(table, "all", report.total());
    table.print(out);
    for (Finding finding : report.findings()) {
      out.printf(
          "%s %s%s: %s%n",
          finding.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
          finding.position(),
          finding.camera().isEmpty() ? "" : " camera " + TextTable.printable(finding.camera()),
          TextTable.printable(finding.text()));
    }
    if (report.findingsLeftOut() > 0) {
      out.printf("and %d more (--max-findings)%n", report.findingsLeftOut());
    }
    if (report.total().sentTwice() > 0) {
      out.printf(
          "note: %d frames came in with an id that an earlier frame of their camera has; each is answered%n",
          report.total().sentTwice());
    }
    report.notes().forEach(note -> out.printf("note: %s%n", note));
    if (report.holds()) {
      out.printf("The account holds: %s.%n", sum());
    }
    out.flush();
  }

  private static void row(TextTable table, String name, CameraAccount account) {
    table.row(
        name,
        account.frames(),
        account.analyzed(),
        account.shed(),
        account.rejected(),
        account.inFlight(),
        account.missing(),
        account.duplicated(),
        account.outOfOrder());
  }

  /** In one line what is wrong. */
  String verdict() {
    CameraAccount total = report.total();
    List<String> wrong = new ArrayList<>();
    if (!report.checked()) {
      wrong.add(
          "nothing to check, no frame came in to %s in that time"
              .formatted(topics.cameraFrames().name()));
    }
    if (!report.absent().isEmpty()) {
      wrong.add(
          "no frame of camera %s (spelt so?)"
              .formatted(TextTable.printable(String.join(", ", report.absent()))));
    }
    say(wrong, report.deletedUnread(), "at most deleted before their turn");
    say(wrong, total.missing(), "missing");
    say(wrong, total.withoutDeadLetter(), "rejected without a dead letter");
    say(wrong, total.undueDeadLetters(), "dead letters too many");
    say(wrong, total.duplicated(), "answered twice");
    say(wrong, total.withoutFrame(), "results without a frame");
    say(wrong, total.outOfOrder(), "out of order");
    say(wrong, total.unreadable(), "unreadable results");
    return "the account does not hold (%s): %s".formatted(sum(), String.join(", ", wrong));
  }

  private static void say(List<String> wrong, long count, String what) {
    if (count > 0) {
      wrong.add(count + " " + what);
    }
  }

  private String sum() {
    CameraAccount total = report.total();
    return "%d frames in, %d analysed + %d shed + %d rejected + %d in flight"
        .formatted(
            total.frames(), total.analyzed(), total.shed(), total.rejected(), total.inFlight());
  }

  /** For machines; frames are named by where they stand. */
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("holds", report.holds());
    json.put("topic", topics.cameraFrames().name());
    json.put("from", question.from() == null ? null : question.from().toString());
    json.put("to", question.to() == null ? null : question.to().toString());
    json.put("group", question.group());
    json.putAll(figures(report.total()));
    json.put("checked", report.checked());
    json.put("absentCameras", report.absent());
    json.put("deletedUnread", report.deletedUnread());
    json.put("otherResults", report.otherResults());
    json.put(
        "cameras",
        report.cameras().stream()
            .map(
                account -> {
                  Map<String, Object> one = new LinkedHashMap<>();
                  one.put("camera", account.camera());
                  one.put("holds", account.holds());
                  one.putAll(figures(account));
                  return one;
                })
            .toList());
    json.put("findings", report.findings().stream().map(AuditText::json).toList());
    json.put("findingsLeftOut", report.findingsLeftOut());
    json.put("notes", report.notes());
    return json;
  }

  private static Map<String, Object> figures(CameraAccount account) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("frames", account.frames());
    json.put("analyzed", account.analyzed());
    json.put("shed", account.shed());
    json.put("rejected", account.rejected());
    json.put("inFlight", account.inFlight());
    json.put("missing", account.missing());
    json.put("duplicated", account.duplicated());
    json.put("withoutFrame", account.withoutFrame());
    json.put("outOfOrder", account.outOfOrder());
    json.put("withoutDeadLetter", account.withoutDeadLetter());
    json.put("undueDeadLetters", account.undueDeadLetters());
    json.put("unreadable", account.unreadable());
    json.put("sentTwice", account.sentTwice());
    return json;
  }

  private static Map<String, Object> json(Finding finding) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", finding.kind());
    json.put("camera", finding.camera());
    json.put("topic", finding.position().topic());
    json.put("partition", finding.position().partition());
    json.put("offset", finding.position().offset());
    json.put("text", finding.text());
    return json;
  }
}
