/** JSON, read strictly and straight into arrays, written without boxing. */
@NullMarked
package io.ctcservice.wire.json;

import org.jspecify.annotations.NullMarked;
