package io.eigencam.alert;

/** A fault that needs no statistics. */
public enum GrossFault {
  STILL("the picture stands still"),
  BLACK("the picture is black"),
  UNIFORM("the picture shows nothing but one tone"),
  SILENT("no frames arrive");

  private final String text;

  GrossFault(String text) {
    this.text = text;
  }

  /** For people, within a sentence. */
  public String text() {
    return text;
  }
}
