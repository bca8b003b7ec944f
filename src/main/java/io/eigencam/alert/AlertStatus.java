package io.eigencam.alert;

/** What an alert message announces. */
public enum AlertStatus {
  /** Evidence is half way (in logarithms); nobody is called. */
  WATCH,
  OPEN,
  /** Something about an open alert has changed, or some time has passed. */
  UPDATE,
  RESOLVED,
  /** The same alert again, shortly after it was resolved. */
  REOPENED
}
