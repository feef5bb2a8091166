package io.ctcservice.request;

import io.ctcservice.core.FloatMatrix;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import org.jspecify.annotations.Nullable;

/** The fields that all utterances of requests share. */
public interface UtteranceBody {

    @Schema(description = "Echoed in the answer. Without it, the utterance's index as a string.", example = "utt-1")
    @Nullable
    String id();

    @Schema(
            description =
                    "Scores of the classes, `[T][V]`: one row a frame, rows of equal length, T ≥ 1, V ≥ 2."
                            + " The string `\"-Infinity\"` is a log zero; NaN, +Infinity and numbers beyond float32 are refused.",
            requiredMode = RequiredMode.REQUIRED)
    @Nullable
    FloatMatrix emissions();

    @Schema(description = "T, as /emissions answers it. Optional; checked if given.", minimum = "1")
    @Nullable
    Integer frames();

    @Schema(
            description =
                    "Duration of the recording that the emissions were made of, as /emissions answers it: no time in a response is after it. That of a recording in the request itself counts before it.",
            example = "1.5")
    @Nullable
    Double seconds();

    /** Returns the same utterance, of the same type, with other emissions. */
    UtteranceBody withEmissions(FloatMatrix other);

    /** Returns the same utterance, of the same type, with the emissions of a recording. */
    UtteranceBody withEmissions(RecordedScores made);
}
