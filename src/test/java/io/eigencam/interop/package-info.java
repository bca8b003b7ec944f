/**
 * Other people's programs at our topics: a real registry, and Confluent's own clients in Python and
 * JavaScript.
 */
@NullMarked
package io.eigencam.interop;

import org.jspecify.annotations.NullMarked;
