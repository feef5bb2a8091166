/** What /loss, /decode, /align and /spot share: utterances, scores, vocabulary, targets. */
@NullMarked
package io.ctcservice.wire.batch;

import org.jspecify.annotations.NullMarked;
