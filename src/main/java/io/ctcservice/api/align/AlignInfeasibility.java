package io.ctcservice.api.align;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ctcservice.core.Counted;
import io.ctcservice.core.align.AlignmentInfeasibility;
import io.ctcservice.core.loss.Infeasibility;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

@Schema(
        name = "AlignmentInfeasibility",
        description = "The reason why a target cannot be aligned, and the part that does not fit.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record AlignInfeasibility(
        @Schema(
                description =
                        "`tooFewFrames`: T < U + R. `zeroProbability`: every path meets a class of probability 0.",
                requiredMode = RequiredMode.REQUIRED)
        Infeasibility.Reason reason,

        @Schema(description = "The same in words.", requiredMode = RequiredMode.REQUIRED)
        String detail,

        @Schema(
                description = "Index of the first token that has no frame; U where all tokens have one, but"
                        + " the frames after them cannot be blank.",
                requiredMode = RequiredMode.REQUIRED,
                example = "3")
        int token,

        @Schema(description = "Symbol of that token; only where there is a vocabulary.", example = "e") @Nullable
        String symbol,

        @Schema(description = "The first frame in which no prefix of the target is possible, if there is one.")
        @Nullable
        Integer frame) {

    static AlignInfeasibility of(AlignedUtterance aligned) {
        var infeasibility = aligned.infeasibilityOrThrow();
        var transcript = aligned.utterance().transcript();
        int length = transcript.target().length();
        int token = transcript.tokenOfLabel(infeasibility.token());
        String symbol = token < transcript.length() ? transcript.text(token).orElse(null) : null;
        Integer frame =
                infeasibility.frame().isPresent() ? infeasibility.frame().getAsInt() : null;
        return new AlignInfeasibility(
                infeasibility.reason(), detail(aligned, infeasibility, length), token, symbol, frame);
    }

    private static String detail(AlignedUtterance aligned, AlignmentInfeasibility infeasibility, int length) {
        if (infeasibility.reason() == Infeasibility.Reason.TOO_FEW_FRAMES) {
            return String.format(
                    Locale.ROOT,
                    "%s for %s with %s; at least %d are needed, and there is room for only %d of the labels",
                    Counted.of(aligned.utterance().emissions().frames(), "frame"),
                    Counted.of(length, "label"),
                    Counted.of(infeasibility.minFrames() - length, "repeat"),
                    infeasibility.minFrames(),
                    infeasibility.token());
        }
        String where = infeasibility.token() < length
                ? "token " + aligned.utterance().transcript().tokenOfLabel(infeasibility.token())
                        + " has probability 0 wherever it could stand"
                : "the frames after the last token have probability 0 of being blank";
        return infeasibility.frame().isPresent()
                ? where + "; from frame " + infeasibility.frame().getAsInt() + " on nothing fits"
                : where;
    }
}
