package io.eigencam.camera.microscope;

/**
 * How the slide was prepared and lit. 1 is ordinary everywhere, except that {@code warmth} is 0
 * when ordinary.
 *
 * @param crowding how densely the red cells lie
 * @param eosin strength of the pink dye
 * @param azure strength of the violet dye
 * @param brightness of the lamp
 * @param warmth of the lamp's colour, -1 bluish to 1 yellowish
 * @param noise of the sensor
 */
public record Look(
    double crowding, double eosin, double azure, double brightness, double warmth, double noise) {
  public static final Look ORDINARY = new Look(1, 1, 1, 1, 0, 1);
}
