/** /v2: the Open Inference Protocol, over what the other endpoints offer as models. */
@NullMarked
package io.ctcservice.api.inference;

import org.jspecify.annotations.NullMarked;
