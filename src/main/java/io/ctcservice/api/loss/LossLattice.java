package io.ctcservice.api.loss;

import io.ctcservice.core.DoubleMatrix;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.core.loss.Lattice;
import io.ctcservice.request.OutputClasses;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.List;
import java.util.stream.IntStream;

@Schema(name = "Lattice", description = "Forward and backward variables of S = 2U + 1 states, natural logarithms.")
record LossLattice(
        @Schema(
                description =
                        "The symbol that each state emits: blank, label, blank, … Symbols, or class indices as strings where"
                                + " there is no vocabulary.",
                requiredMode = RequiredMode.REQUIRED)
        List<String> states,

        @Schema(
                description = "ln α_t(s) `[T][S]`, p_t included; a log zero is null.",
                requiredMode = RequiredMode.REQUIRED)
        DoubleMatrix logAlpha,

        @Schema(
                description = "ln β_t(s) `[T][S]`, p_t included, as in the paper; a log zero is null.",
                requiredMode = RequiredMode.REQUIRED)
        DoubleMatrix logBeta,

        @Schema(
                description = "γ_t(s) `[T][S]`, a probability: each row sums to 1, or is all zeros if infeasible.",
                requiredMode = RequiredMode.REQUIRED)
        DoubleMatrix posterior,

        @Schema(
                description =
                        "The share of each frame in the loss, `[T]`, in nats, at least 0: the mean of ln q(s_t | s_t−1) − ln p_t of the"
                                + " state's class over the target's paths, q being the posterior of a path. Their sum is the loss;"
                                + " empty if infeasible.",
                requiredMode = RequiredMode.REQUIRED)
        List<Double> frameLoss) {

    static LossLattice of(Lattice lattice, ExtendedTarget target, OutputClasses classes) {
        var states = IntStream.range(0, target.states())
                .mapToObj(s -> classes.name(target.label(s)))
                .toList();
        return new LossLattice(states, lattice.logAlpha(), lattice.logBeta(), lattice.posterior(), lattice.frameLoss());
    }
}
