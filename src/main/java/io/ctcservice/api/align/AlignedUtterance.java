package io.ctcservice.api.align;

import io.ctcservice.core.align.AlignedWord;
import io.ctcservice.core.align.Alignment;
import io.ctcservice.core.align.Misfit;
import io.ctcservice.core.align.Verdict;
import io.ctcservice.wire.batch.TranscribedEmissions;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An utterance and where its target is in it.
 *
 * @param utterance as it was given
 * @param fit null where the target does not fit
 * @param misfit why it does not; null where it does
 */
record AlignedUtterance(
        TranscribedEmissions utterance,
        @Nullable Fit fit,
        @Nullable Misfit misfit) {

    /**
     * What is known of a target that fits.
     *
     * @param alignment its best path
     * @param words where its words are
     * @param tokenConfidences one for each token; empty for a star
     * @param verdict what to think of it
     */
    record Fit(Alignment alignment, List<AlignedWord> words, List<Optional<Double>> tokenConfidences, Verdict verdict) {

        /** Returns the least of the tokens' confidences, 1 where there are only stars. */
        double confidence(AlignedWord word) {
            return Collections.min(tokenConfidences.subList(word.firstToken(), word.endToken()).stream()
                    .map(confidence -> confidence.orElse(1.0))
                    .toList());
        }
    }

    Misfit misfitOrThrow() {
        return Objects.requireNonNull(misfit);
    }
}
