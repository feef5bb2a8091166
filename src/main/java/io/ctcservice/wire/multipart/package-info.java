/** Bodies in several parts, read as a stream: nothing is kept of them but the matrices, and nothing goes to disk. */
@NullMarked
package io.ctcservice.wire.multipart;

import org.jspecify.annotations.NullMarked;
