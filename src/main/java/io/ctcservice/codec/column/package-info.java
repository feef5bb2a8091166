/** The outputs of an endpoint as a table of columns, from which archives, tensors and their documentation are made. */
@NullMarked
package io.ctcservice.codec.column;

import org.jspecify.annotations.NullMarked;
