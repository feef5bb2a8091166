/**
 * The arrays of an answer, said once: one table an endpoint, of which archives, tensors, their metadata and their
 * documentation are made.
 */
@NullMarked
package io.ctcservice.wire.column;

import org.jspecify.annotations.NullMarked;
