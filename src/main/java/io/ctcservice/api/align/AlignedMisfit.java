package io.ctcservice.api.align;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ctcservice.core.align.Misfit;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import org.jspecify.annotations.Nullable;

@Schema(name = "Misfit", description = "Why a target does not fit, and which part of it.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record AlignedMisfit(
        @Schema(
                description =
                        "`tooFewFrames`: T < U + R. `zeroProbability`: every path meets a class of probability 0.",
                requiredMode = RequiredMode.REQUIRED)
        Misfit.Reason reason,

        @Schema(description = "The same in words.", requiredMode = RequiredMode.REQUIRED)
        String detail,

        @Schema(
                description = "Index of the first token for which there is no place; U where all tokens have one, but"
                        + " the frames after them cannot be blank.",
                requiredMode = RequiredMode.REQUIRED,
                example = "3")
        int token,

        @Schema(description = "Symbol of that token; only where there is a vocabulary.", example = "e") @Nullable
        String symbol,

        @Schema(description = "The first frame in which no beginning of the target is possible, if there is one.")
        @Nullable
        Integer frame) {

    static AlignedMisfit of(AlignedUtterance aligned) {
        var misfit = aligned.misfitOrThrow();
        var transcript = aligned.utterance().transcript();
        int length = transcript.target().length();
        int token = transcript.tokenOfLabel(misfit.token());
        String symbol = token < transcript.length() ? transcript.text(token).orElse(null) : null;
        Integer frame = misfit.frame().isPresent() ? misfit.frame().getAsInt() : null;
        return new AlignedMisfit(misfit.reason(), detail(aligned, misfit, length), token, symbol, frame);
    }

    private static String detail(AlignedUtterance aligned, Misfit misfit, int length) {
        if (misfit.reason() == Misfit.Reason.TOO_FEW_FRAMES) {
            return "%d frames for %d labels with %d repeats; at least %d are needed, and only the first %d labels fit"
                    .formatted(
                            aligned.utterance().emissions().frames(),
                            length,
                            misfit.minFrames() - length,
                            misfit.minFrames(),
                            misfit.token());
        }
        String where = misfit.token() < length
                ? "token " + aligned.utterance().transcript().tokenOfLabel(misfit.token())
                        + " has probability 0 wherever it could stand"
                : "the frames after the last token have probability 0 of being blank";
        return misfit.frame().isPresent()
                ? where + "; from frame " + misfit.frame().getAsInt() + " on nothing fits"
                : where;
    }
}
