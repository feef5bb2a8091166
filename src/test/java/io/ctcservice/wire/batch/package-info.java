/** Tests of what requests share. */
@NullMarked
package io.ctcservice.wire.batch;

import org.jspecify.annotations.NullMarked;
