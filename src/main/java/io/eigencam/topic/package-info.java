/** Every topic: name, key, value, serde, headers. Nobody else spells a name. */
@NullMarked
package io.eigencam.topic;

import org.jspecify.annotations.NullMarked;
