/** Attention maps drawn over pictures, for people: colour map, overlay, boxes, sheets. JDK only. */
@NullMarked
package io.eigencam.picture;

import org.jspecify.annotations.NullMarked;
