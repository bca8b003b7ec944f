/** The live page; a client of the topics like any other, which never calls the pipeline. */
@NullMarked
package io.eigencam.dashboard;

import org.jspecify.annotations.NullMarked;
