package io.ctcservice.api.loss;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ctcservice.codec.Warning;
import io.ctcservice.codec.Warnings;
import io.ctcservice.codec.column.NpzResponse;
import io.ctcservice.codec.json.FramePath;
import io.ctcservice.codec.npy.NpzArchive;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.loss.Reduction;
import io.ctcservice.core.loss.UtteranceLoss;
import io.ctcservice.request.OutputClasses;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

@Schema(description = "The losses, in the order of the utterances.")
record LossResponse(
        @Schema(description = "The reduction of the losses to `loss`.", requiredMode = RequiredMode.REQUIRED)
        Reduction reduction,

        @Schema(
                description = "The reduced loss in nats; null with `none`, and where an utterance is infeasible unless"
                        + " `zeroInfinity`.",
                requiredMode = RequiredMode.REQUIRED,
                types = {"number", "null"},
                format = "double",
                example = "3.21")
        @Nullable
        Double loss,

        @Schema(description = "Number of infeasible utterances.", requiredMode = RequiredMode.REQUIRED, example = "0")
        int infeasible,

        @Schema(description = "One for each utterance.", requiredMode = RequiredMode.REQUIRED)
        List<Utterance> utterances,

        List<Warning> warnings)
        implements NpzResponse {

    @Override
    public NpzArchive toNpz() {
        return LossArchive.of(this);
    }

    static LossResponse of(
            LossRequest request, OutputClasses classes, List<ScoredUtterance> scored, Warnings warnings) {
        var losses = scored.stream().map(ScoredUtterance::loss).toList();
        var reduction = request.reductionOrMean();
        return new LossResponse(
                reduction,
                boxed(reduction.reduce(losses, request.infinityIsZero())),
                Math.toIntExact(losses.stream().filter(loss -> !loss.feasible()).count()),
                scored.stream()
                        .map(one -> Utterance.of(one, classes, request.infinityIsZero()))
                        .toList(),
                warnings.list());
    }

    private static @Nullable Double boxed(OptionalDouble number) {
        return number.isPresent() ? number.getAsDouble() : null;
    }

    @Schema(name = "UtteranceLoss", description = "The loss of one utterance.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Utterance(
            @Schema(requiredMode = RequiredMode.REQUIRED, description = "As given, or the index.", example = "utt-1")
            String id,

            @Schema(
                    description = "−ln p(target | emissions) in nats, never negative; null if infeasible, or 0 with"
                            + " `zeroInfinity`.",
                    requiredMode = RequiredMode.REQUIRED,
                    types = {"number", "null"},
                    format = "double",
                    example = "6.42")
            @JsonInclude
            @Nullable
            Double loss,

            @Schema(
                    description = "ln p(target | emissions) in nats, summed over all paths; null if infeasible.",
                    requiredMode = RequiredMode.REQUIRED,
                    types = {"number", "null"},
                    format = "double",
                    example = "-6.42")
            @JsonInclude
            @Nullable
            Double logLikelihood,

            @Schema(
                    description = "True if the target is feasible: its probability is above 0.",
                    requiredMode = RequiredMode.REQUIRED)
            boolean feasible,

            @Schema(description = "T.", requiredMode = RequiredMode.REQUIRED, example = "12")
            int frames,

            @Schema(
                    description = "U + R, the least T for this target: a repeated label needs a blank between.",
                    requiredMode = RequiredMode.REQUIRED,
                    example = "3")
            int minFrames,

            @Schema(description = "U, the labels of the target.", requiredMode = RequiredMode.REQUIRED, example = "2")
            int targetLength,

            @Schema(description = "The reason why the target is infeasible; only if it is.") @Nullable
            LossInfeasibility infeasibility,

            @Schema(
                    description = "∂loss/∂logits `[T][V]` of this utterance's own loss, not of the reduction: softmax −"
                            + " occupancy, each row sums to 0; zeros if infeasible.")
            @Nullable
            FloatMatrix gradient,

            @Schema(
                    description =
                            "γ_t(k) `[T][V]`: the share of the target's paths that are at class k in frame t; each"
                                    + " row sums to 1; zeros if infeasible.")
            @Nullable
            FloatMatrix occupancy,

            @Schema(description = "Class of each frame on the most probable path of the target; not if infeasible.")
            @Nullable
            FramePath bestPath,

            @Schema(
                    description = "The most probable paths of the target, at most 20, best first; all paths"
                            + " together have the probability exp(`logLikelihood`).")
            @Nullable
            List<LossPath> paths,

            @Schema(description = "The whole lattice.") @Nullable
            LossLattice lattice) {

        static Utterance of(ScoredUtterance scored, OutputClasses classes, boolean infinityIsZero) {
            UtteranceLoss loss = scored.loss();
            var target = scored.utterance().target();
            return new Utterance(
                    scored.utterance().id(),
                    infinityIsZero && !loss.feasible() ? Double.valueOf(0) : boxed(loss.loss()),
                    loss.feasible() ? loss.logLikelihood() : null,
                    loss.feasible(),
                    loss.frames(),
                    loss.minFrames(),
                    loss.targetLength(),
                    loss.infeasibility() == null ? null : LossInfeasibility.of(loss, loss.infeasibility(), classes),
                    loss.gradient(),
                    loss.occupancy(),
                    scored.bestPath(),
                    scored.paths() == null
                            ? null
                            : scored.paths().stream().map(LossPath::of).toList(),
                    loss.lattice() == null ? null : LossLattice.of(loss.lattice(), target, classes));
        }
    }
}
