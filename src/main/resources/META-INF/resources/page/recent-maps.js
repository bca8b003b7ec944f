const KEPT_MILLIS = 2000; // by the camera's clock

/**
 * The maps to draw over frames of one camera. Where only some frames are explained, the others
 * borrow the maps of the last one that was, for a short while: a picture that flashes can be read by
 * nobody.
 */
export class RecentMaps {
  #last = null;
  #borrowed = null;

  /**
   * To be called with every frame in its turn, also with those that nobody will see.
   *
   * @returns {{attention: object[], maps: object[], cut: boolean, age: number, mixed: boolean}}
   *     cut: the model saw the picture's centre only; age: how much older the maps' frame is, in
   *     milliseconds, 0 for the frame's own maps; mixed: frames around this one borrow
   */
  of({ head, maps }) {
    const { captureTime, attention } = head;
    if (maps.length > 0) {
      const cut = head.classifications.length > 0; // by a classifier
      this.#last = { attention, maps, cut, captureTime };
      return { attention, maps, cut, age: 0, mixed: isRecent(this.#borrowed, captureTime) };
    }
    if (wasLeftOut(head) && this.#last !== null && isRecent(this.#last.captureTime, captureTime)) {
      this.#borrowed = captureTime;
      return { ...this.#last, age: captureTime - this.#last.captureTime, mixed: true };
    }
    return { attention, maps, cut: false, age: 0, mixed: false };
  }
}

/** It was not this frame's turn, or there was no time for it; not: there is nothing to show. */
function wasLeftOut({ status, mapStatus }) {
  return status === "SHED" || mapStatus === "SAMPLED_OUT";
}

function isRecent(before, now) {
  return before !== null && now !== null && now >= before && now - before <= KEPT_MILLIS;
}
