/** Records that cannot be worked on: policy and dead letters. */
@NullMarked
package io.eigencam.fault;

import org.jspecify.annotations.NullMarked;
