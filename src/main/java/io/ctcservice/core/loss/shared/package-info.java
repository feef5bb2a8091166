/** The likelihoods of several targets of one utterance, which share the work for their common labels. */
@NullMarked
package io.ctcservice.core.loss.shared;

import org.jspecify.annotations.NullMarked;
