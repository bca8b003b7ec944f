/**
 * What a frame costs on this machine: the whole way from encoded picture to encoded messages,
 * against the bare model, in the same run.
 */
@NullMarked
package io.eigencam.benchmark;

import org.jspecify.annotations.NullMarked;
