package io.ctcservice.acoustic;

import io.ctcservice.core.FloatMatrix;
import java.util.List;

/**
 * Synthetic features and the alignment that they were made from.
 *
 * @param features {@code [T][D]}
 * @param spans one for each label, in order; each starts where the one before ends, the first at 0, and the last ends
 *     at T
 */
public record SyntheticUtterance(FloatMatrix features, List<SymbolSpan> spans) {

    public SyntheticUtterance {
        spans = List.copyOf(spans);
    }

    /** Returns T, the number of frames, at least U + R. */
    public int frames() {
        return features.rows();
    }
}
