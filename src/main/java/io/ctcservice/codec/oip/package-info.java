/** The Open Inference Protocol, version 2: tensors in JSON and in its binary extension. */
@NullMarked
package io.ctcservice.codec.oip;

import org.jspecify.annotations.NullMarked;
