/** The query of a request, where it stands for the fields of a body. */
@NullMarked
package io.ctcservice.wire.query;

import org.jspecify.annotations.NullMarked;
