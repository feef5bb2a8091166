package io.ctcservice.api.loss;

import io.ctcservice.codec.Warnings;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.loss.CtcLoss;
import io.ctcservice.core.loss.Reduction;
import io.ctcservice.plot.LatticeQuantity;
import io.ctcservice.request.BatchBody;
import io.ctcservice.request.ResponseForm;
import io.ctcservice.request.TargetUtterance;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Positive;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

@Schema(description = "Emissions and their targets.")
record LossRequest(
        @Nullable List<TargetUtterance> utterances,
        @Nullable ScoreKind scores,
        @Nullable List<String> vocabulary,
        @Nullable String vocabularyName,
        @Nullable Integer blank,
        @Nullable String network,
        @Nullable Integer channel,

        @Schema(
                description =
                        "The reduction of the losses to one number: `mean` (default; PyTorch's: mean of loss / max(1, U)),"
                                + " `sum`, `none`, `batchMean` (mean of the losses).")
        @Nullable
        Reduction reduction,

        @Schema(
                description =
                        "True to make the loss of an infeasible utterance 0, in the reduction, too, where it stays in"
                                + " the denominator. Default: false.")
        @Nullable
        Boolean zeroInfinity,

        @Schema(description = "Duration of a frame, as /emissions answers it; of no effect on a loss.")
        @Positive
        @DecimalMax("3600")
        @Nullable
        Double secondsPerFrame,

        @Schema(
                description =
                        "The quantity that a picture of the lattice shows: `alpha` (default), `beta` or `posterior`; of no"
                                + " effect on other forms of the answer.")
        @Nullable
        LatticeQuantity view,

        @Schema(description = "Optional parts of the answer, besides the loss.") @Nullable
        Set<Include> include)
        implements BatchBody<TargetUtterance> {

    @Override
    public TargetUtterance emptyUtterance() {
        return TargetUtterance.EMPTY;
    }

    @Override
    public LossRequest withUtterances(List<TargetUtterance> others) {
        return with(others, include);
    }

    /** Returns the same request with another set of optional parts. */
    LossRequest including(Set<Include> others) {
        return with(utterances, others);
    }

    private LossRequest with(@Nullable List<TargetUtterance> utterances, @Nullable Set<Include> include) {
        return new LossRequest(
                utterances,
                scores,
                vocabulary,
                vocabularyName,
                blank,
                network,
                channel,
                reduction,
                zeroInfinity,
                secondsPerFrame,
                view,
                include);
    }

    /** The optional parts of a response, besides the loss. */
    enum Include {
        GRADIENT,
        OCCUPANCY,
        LATTICE,
        BEST_PATH,
        PATHS
    }

    boolean includes(Include wanted) {
        return include != null && include.contains(wanted);
    }

    Reduction reductionOrMean() {
        return Objects.requireNonNullElse(reduction, Reduction.MEAN);
    }

    boolean infinityIsZero() {
        return Boolean.TRUE.equals(zeroInfinity);
    }

    LatticeQuantity viewOrAlpha() {
        return Objects.requireNonNullElse(view, LatticeQuantity.ALPHA);
    }

    /** Warns of fields that have no effect on this form of the answer. */
    void warnOfNoEffect(ResponseForm form, Warnings warnings) {
        if (!form.isPicture()) {
            if (viewOrAlpha() != LatticeQuantity.ALPHA) {
                form.warnOfNoEffect("/view", "; it is for pictures", warnings);
            }
            return;
        }
        form.warnOfMissing(include, EnumSet.of(Include.LATTICE, Include.BEST_PATH), warnings);
        if (reductionOrMean() != Reduction.MEAN) {
            form.warnOfNoEffect("/reduction", warnings);
        }
        if (infinityIsZero()) {
            form.warnOfNoEffect("/zeroInfinity", warnings);
        }
    }

    /** Returns the parts that the core has to compute. */
    Set<CtcLoss.Part> parts() {
        var parts = EnumSet.noneOf(CtcLoss.Part.class);
        if (includes(Include.GRADIENT)) {
            parts.add(CtcLoss.Part.GRADIENT);
        }
        if (includes(Include.OCCUPANCY)) {
            parts.add(CtcLoss.Part.OCCUPANCY);
        }
        if (includes(Include.LATTICE)) {
            parts.add(CtcLoss.Part.LATTICE);
        }
        return parts;
    }
}
