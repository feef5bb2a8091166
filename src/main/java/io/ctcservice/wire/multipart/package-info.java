/** Bodies in several parts, taken apart in memory: nothing is copied of them but the matrices, and nothing goes to disk. */
@NullMarked
package io.ctcservice.wire.multipart;

import org.jspecify.annotations.NullMarked;
