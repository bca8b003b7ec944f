/**
 * Lines of the log: the message says what, fields say which; and the same line again and again is
 * written a few times and counted.
 */
@NullMarked
package io.eigencam.log;

import org.jspecify.annotations.NullMarked;
