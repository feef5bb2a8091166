/**
 * The tensors of the Open Inference Protocol, version 2, which KServe and Triton speak: in JSON or, by the binary tensor
 * extension, after it.
 *
 * @see <a href="https://github.com/kserve/open-inference-protocol">the protocol</a>
 */
@NullMarked
package io.ctcservice.wire.inference;

import org.jspecify.annotations.NullMarked;
