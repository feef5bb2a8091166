package io.ctcservice.spark;

import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.Labels;
import java.util.Optional;

/**
 * The target of a row: a text, labels, or neither for tasks without.
 *
 * @param text null for labels
 * @param labels null for a text
 */
record Target(Optional<String> text, Optional<Labels> labels) {

    static final Target NONE = new Target(Optional.empty(), Optional.empty());

    /**
     * Returns this target if it is one.
     *
     * @throws CtcInputException if there is none or two
     */
    Target requireOne() {
        if (text.isPresent() && labels.isPresent()) {
            throw new CtcInputException("labels", "given besides \"target\"", "only one of the two");
        }
        if (text.isEmpty() && labels.isEmpty()) {
            throw new CtcInputException("target", "missing", "either \"target\" or \"labels\"");
        }
        return this;
    }
}
