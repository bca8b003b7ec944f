package io.eigencam.camera.microscope;

/** What can be seen on a blood smear, in the order of the demo detector's class ids. */
public enum CellKind {
  PLATELET,
  RBC,
  WBC
}
