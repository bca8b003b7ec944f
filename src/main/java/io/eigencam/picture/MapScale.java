package io.eigencam.picture;

import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.MapKind;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which value of a map gets the last colour: its maximum, but for components of one layer the
 * largest of all of them, so that a weak component does not look like a strong one.
 */
public final class MapScale {
  private final Map<Group, Float> tops = new HashMap<>();

  private record Group(String layer, MapKind kind, @Nullable String className) {
    static Group of(AttentionMap map) {
      return new Group(map.layer(), map.kind(), map.className());
    }
  }

  /**
   * @param maps all that are shown together
   */
  public MapScale(Collection<AttentionMap> maps) {
    for (AttentionMap map : maps) {
      tops.merge(Group.of(map), map.max(), Math::max);
    }
  }

  /** The value of the last colour; that of the first is the map's zero. */
  float top(AttentionMap map) {
    return tops.getOrDefault(Group.of(map), map.max());
  }
}
