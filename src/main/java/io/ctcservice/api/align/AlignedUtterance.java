package io.ctcservice.api.align;

import io.ctcservice.core.align.AlignedTranscript;
import io.ctcservice.core.align.AlignedWord;
import io.ctcservice.core.align.Alignment;
import io.ctcservice.core.align.AlignmentInfeasibility;
import io.ctcservice.core.align.Verdict;
import io.ctcservice.request.TranscribedEmissions;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An utterance with the alignment of its target.
 *
 * @param utterance as it was given
 * @param fit null where the target does not fit
 * @param infeasibility why it does not; null where it does
 */
record AlignedUtterance(
        TranscribedEmissions utterance,
        @Nullable Fit fit,
        @Nullable AlignmentInfeasibility infeasibility) {

    /**
     * The alignment of a target that fits.
     *
     * @param placed where its tokens and words are
     * @param tokenConfidences one for each token; empty for a star
     * @param verdict what to think of it
     */
    record Fit(AlignedTranscript placed, List<Optional<Double>> tokenConfidences, Verdict verdict) {

        Alignment alignment() {
            return placed.alignment();
        }

        /** Returns the lowest confidence of the tokens of a word, empty for a word of stars alone. */
        Optional<Double> confidence(AlignedWord word) {
            return tokenConfidences.subList(word.firstToken(), word.endToken()).stream()
                    .flatMap(Optional::stream)
                    .min(Comparator.naturalOrder());
        }
    }

    AlignmentInfeasibility infeasibilityOrThrow() {
        return Objects.requireNonNull(infeasibility);
    }
}
