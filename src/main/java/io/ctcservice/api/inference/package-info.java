/** The Open Inference Protocol under /v2: the other endpoints as models. */
@NullMarked
package io.ctcservice.api.inference;

import org.jspecify.annotations.NullMarked;
