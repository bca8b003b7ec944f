package io.eigencam.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.drift.AlarmBudget;
import io.eigencam.drift.CellDrift;
import io.eigencam.drift.PictureFigures;
import io.eigencam.drift.Scene;
import io.eigencam.drift.StateInput;
import io.eigencam.drift.StateOutput;
import io.eigencam.frame.Box;
import io.eigencam.frame.CellToPicture;
import io.eigencam.frame.PictureSize;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What alerts say: where, what it looks like, how bad it is. */
class AlertWordsTest {
  private static final PictureSize PICTURE = new PictureSize(640, 480);
  private static final CellToPicture CELLS = new CellToPicture(32, 0, 16, 0, 32, 16);
  private static final List<String> FIGURES =
      List.of(
          "p4.dir",
          "p4.feat",
          "p4.evr",
          "p4.js",
          "p4.fcorr",
          "p4.ghost",
          "p4.lost",
          "conf",
          "luma",
          "contrast",
          "sharpness");

  private final Scene scene = Scene.of(Scene.SETTINGS);

  @Test
  void shouldBoxTheLargestPatchThatWasGainedAndLost() {
    // Given
    float[] z = new float[15 * 20]; // (rows, columns)
    z[3 * 20 + 17] = 8; // alone
    for (int column = 15; column < 18; column++) {
      z[column] = 6;
    }
    for (int row = 11; row < 13; row++) {
      z[row * 20 + 1] = -5;
      z[row * 20 + 2] = -7;
    }
    z[13 * 20 + 3] = -9; // touches by a corner only

    // When
    List<Region> regions = Regions.find(drift(z), CELLS, PICTURE);

    // Then
    assertEquals(2, regions.size());
    Region gained = regions.get(0);
    assertEquals(Region.Kind.GAINED, gained.kind());
    assertEquals(new Box(480, 0, 576, 32), gained.box());
    assertEquals("upper right", gained.zone());
    Region lost = regions.get(1);
    assertEquals(new Box(32, 352, 96, 416), lost.box());
    assertEquals("lower left (x 32-96, y 352-416)", lost.text());
    assertEquals(7, lost.peak(), 0.01);
  }

  @Test
  void shouldFindNoRegionWhereNothingChanged() {
    float[] z = new float[15 * 20];
    Arrays.fill(z, 2.9f);

    assertEquals(List.of(), Regions.find(drift(z), CELLS, PICTURE));
  }

  private static CellDrift drift(float[] z) {
    CellDrift drift = new CellDrift(15, 20, 1);
    for (int i = 0; i < 50; i++) {
      drift.add(i, z);
    }
    return drift;
  }

  @ParameterizedTest
  @EnumSource(FaultSignature.class)
  void shouldNameAFaultThatMovesTheFiguresAsItUsuallyDoes(FaultSignature fault) {
    // Given
    scene.blocks(41);
    List<Double> pattern = fault.pattern();
    for (int i = 0; i < pattern.size(); i++) {
      scene.shift[Scene.index(FIGURES.get(i))] = 0.8 * pattern.get(i);
    }

    // When
    scene.block();
    List<Cause> causes = FaultSignature.rank(scene.block().reading());

    // Then
    List<String> first = causes.stream().limit(3).map(Cause::name).toList();
    assertTrue(first.contains(fault.text()), () -> fault + " is told as " + causes);
    assertTrue(causes.get(0).likeness() > 0.6, causes::toString);
  }

  @Test
  void shouldRateByWhatIsHurt() {
    assertEquals(Severity.LOW, severity(false, "p4.js", 3.0));
    assertEquals(Severity.MEDIUM, severity(false, "p4.js", 9.0));
    assertEquals(Severity.HIGH, severity(false, "p4.js", 9.0, "conf", -5.0));
    assertEquals(Severity.HIGH, severity(false, "p4.js", 9.0, "p4.dir", 9.0, "p4.evr", -9.0));
    assertEquals(Severity.CRITICAL, severity(false, "logn", -30.0));
    assertEquals(Severity.MEDIUM, severity(true, "logn", -30.0));
  }

  private static Severity severity(boolean provisional, Object... shifts) {
    Scene scene = Scene.of(Scene.SETTINGS);
    scene.blocks(42);
    for (int i = 0; i < shifts.length; i += 2) {
      scene.shift[Scene.index((String) shifts[i])] = (double) shifts[i + 1];
    }
    return Severity.of(scene.blocks(9).reading(), provisional);
  }

  @Test
  void shouldSayWhatHappenedSoThatTheNightShiftUnderstands() {
    // Given
    AlertLifecycle alerts =
        new AlertLifecycle("gate-3", AlertSettings.standard(AlarmBudget.DEFAULT));
    scene.blocks(41);
    scene.shift[Scene.JS] = 10;
    scene.shift[Scene.index("p4.fcorr")] = -5;
    scene.shift[Scene.index("p4.lost")] = 7;
    scene.shift[Scene.index("p4.ghost")] = 6;
    List<Region> regions =
        List.of(Region.of(Region.Kind.LOST, new Box(40, 300, 210, 360), PICTURE, 7));

    // When
    Optional<DriftAlert> alert = Optional.empty();
    while (alert.isEmpty() || alert.get().status() == AlertStatus.WATCH) {
      alert = alerts.block(scene.block(), scene.watch, () -> regions);
    }

    // Then
    String text = alert.get().text();
    for (String part :
        List.of(
            "Camera gate-3, MEDIUM. Since about 2023-11-14 22:",
            "attention no longer falls where it used to. ",
            "(p4) ",
            "normally ",
            "Lost: lower left (x 40-210, y 300-360). ",
            "Detections: number and confidence unchanged. ",
            "Looks like: camera moved (0.9",
            "Brightness, contrast and sharpness of the picture are unchanged",
            "Evidence 100 % of the level that a healthy camera",
            "at most once in 30 days.")) {
      assertTrue(text.contains(part), () -> "'" + part + "' is missing in: " + text);
    }
  }

  @Test
  void shouldTellABlackPictureAfterFiveSeconds() {
    GrossFaultRule rule = new GrossFaultRule();
    PictureFigures seen = new PictureFigures(90, 40, 3, 20);
    PictureFigures black = new PictureFigures(4, 0.5, -2, 0);

    assertEquals(null, rule.frame(0, seen, false, false));
    assertEquals(GrossFault.STILL, rule.frame(100, seen, true, false));
    assertEquals(null, rule.frame(1_000, black, false, false));
    assertEquals(null, rule.frame(6_000, black, false, false));
    StateOutput out = new StateOutput();
    rule.write(out);
    rule = GrossFaultRule.read(new StateInput(out.toByteArray()));
    assertEquals(GrossFault.BLACK, rule.frame(6_001, black, false, false));
    assertEquals(
        GrossFault.UNIFORM, rule.frame(6_002, new PictureFigures(128, 0.5, -2, 0), false, false));
    assertEquals(null, rule.frame(6_003, seen, false, false));
    assertEquals(false, rule.isSilent(66_002));
    assertEquals(true, rule.isSilent(66_003));
  }

  @Test
  void shouldNotCallDarkWhatWasDarkInCommissioning() {
    GrossFaultRule rule = new GrossFaultRule();
    PictureFigures black = new PictureFigures(4, 0.5, -2, 0);

    rule.frame(0, black, false, true);
    rule.frame(20_000, black, false, true);
    assertEquals(null, rule.frame(60_000, black, false, false));
    assertEquals(GrossFault.BLACK, rule.frame(60_001, black, false, false));
  }

  @Test
  void shouldCallASiteOnceWhereManyCamerasOpenTogether() {
    Map<String, Long> opened = new LinkedHashMap<>();
    opened.put("b", 100_000L);
    opened.put("a", 50_000L);
    opened.put("c", 400_000L);
    opened.put("old", -700_000L);

    SiteIncident incident = SiteRule.incident("depot", 9, opened, 500_000).orElseThrow();

    assertEquals(List.of("a", "b", "c"), incident.members());
    assertEquals(50_000, incident.since());
    assertEquals(incident, SiteRule.incident("depot", 9, opened, 510_000).orElseThrow());
    assertTrue(SiteRule.incident("depot", 10, opened, 500_000).isEmpty(), "three in ten");
    assertTrue(SiteRule.incident("depot", 9, opened, 650_001).isEmpty(), "not together");
  }

  @Test
  void shouldNameAlertsByWhatTheyAreAbout() {
    assertEquals(AlertId.of("a", "b", 1), AlertId.of("a", "b", 1));
    assertEquals(16, AlertId.of("a", "b", 1).length());
    assertTrue(
        List.of(AlertId.of("a|b", "c", 1), AlertId.of("a", "b|c", 1), AlertId.of("a", "b", 2))
                .stream()
                .distinct()
                .count()
            == 3);
  }
}
