package io.eigencam.picture;

import io.eigencam.frame.AttentionFlag;
import java.util.List;
import java.util.Set;

/** Why a map should not be trusted, in a few words for people. */
final class FlagWords {
  private FlagWords() {}

  static List<String> of(Set<AttentionFlag> flags) {
    return flags.stream().sorted().map(FlagWords::of).toList();
  }

  static String of(AttentionFlag flag) {
    return switch (flag) {
      case LOW_VARIANCE -> "nothing varies: no map";
      case RANK_EXCEEDED -> "no such component: no map";
      case UNSTABLE_COMPONENT -> "unstable component";
      case SIGN_UNSURE -> "sign unsure";
    };
  }
}
