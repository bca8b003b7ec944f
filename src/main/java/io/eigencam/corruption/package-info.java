/** What can go wrong with a camera's picture, put into clean pictures on purpose. */
@NullMarked
package io.eigencam.corruption;

import org.jspecify.annotations.NullMarked;
