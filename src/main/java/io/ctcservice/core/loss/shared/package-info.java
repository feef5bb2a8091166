/** What several targets of one utterance have in common, worked out once. */
@NullMarked
package io.ctcservice.core.loss.shared;

import org.jspecify.annotations.NullMarked;
