package io.eigencam.drift;

/** How a camera sees: cameras with a filter for infrared light switch between day and night. */
public enum LightMode {
  COLOUR,
  MONO
}
