/** Where something is in an utterance: what answers of several endpoints say about it, in JSON and as arrays. */
@NullMarked
package io.ctcservice.wire.span;

import org.jspecify.annotations.NullMarked;
