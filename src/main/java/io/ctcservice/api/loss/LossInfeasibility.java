package io.ctcservice.api.loss;

import io.ctcservice.core.Counted;
import io.ctcservice.core.loss.Infeasibility;
import io.ctcservice.core.loss.UtteranceLoss;
import io.ctcservice.request.OutputClasses;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

@Schema(name = "Infeasibility", description = "The reason why no path of the emissions gives the target.")
record LossInfeasibility(
        @Schema(
                description =
                        "`tooFewFrames`: T < U + R. `zeroProbability`: every path meets a class of probability 0.",
                requiredMode = RequiredMode.REQUIRED)
        Infeasibility.Reason reason,

        @Schema(description = "The same in words.", requiredMode = RequiredMode.REQUIRED)
        String detail,

        @Schema(
                description = "Positions in the target whose label equals the one before; each needs a blank between.",
                requiredMode = RequiredMode.REQUIRED)
        List<Integer> repeats,

        @Schema(
                description = "Classes of the target, or the blank, that have probability 0 in some frames; empty for"
                        + " `tooFewFrames`.",
                requiredMode = RequiredMode.REQUIRED)
        List<ImpossibleClass> impossible) {

    @Schema(description = "A class that has probability 0 in some frames.")
    record ImpossibleClass(
            @Schema(description = "Class index.", requiredMode = RequiredMode.REQUIRED)
            int label,

            @Schema(
                    description = "Its symbol, or the index as a string where there is no vocabulary.",
                    requiredMode = RequiredMode.REQUIRED)
            String symbol,

            @Schema(description = "In how many frames.", requiredMode = RequiredMode.REQUIRED)
            int frameCount,

            @Schema(description = "The first ten of these frames.", requiredMode = RequiredMode.REQUIRED)
            List<Integer> firstFrames) {}

    static LossInfeasibility of(UtteranceLoss loss, Infeasibility why, OutputClasses classes) {
        var impossible = why.impossible().stream()
                .map(one -> new ImpossibleClass(
                        one.label(), classes.name(one.label()), one.frameCount(), one.firstFrames()))
                .toList();
        return new LossInfeasibility(why.reason(), detail(loss, why, impossible), why.repeats(), impossible);
    }

    private static String detail(UtteranceLoss loss, Infeasibility why, List<ImpossibleClass> impossible) {
        if (why.reason() == Infeasibility.Reason.TOO_FEW_FRAMES) {
            return String.format(
                    Locale.ROOT,
                    "%s for %s with %s; at least %d are needed",
                    Counted.of(loss.frames(), "frame"),
                    Counted.of(loss.targetLength(), "label"),
                    Counted.of(why.repeats().size(), "repeat"),
                    loss.minFrames());
        }
        return "every path meets a probability of 0: "
                + impossible.stream()
                        .limit(5)
                        .map(one -> "'" + one.symbol() + "' in " + one.frameCount() + " of "
                                + Counted.of(loss.frames(), "frame"))
                        .collect(Collectors.joining(", "));
    }
}
