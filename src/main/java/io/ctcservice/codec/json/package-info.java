/** JSON: strict when read, matrices streamed in both directions. */
@NullMarked
package io.ctcservice.codec.json;

import org.jspecify.annotations.NullMarked;
