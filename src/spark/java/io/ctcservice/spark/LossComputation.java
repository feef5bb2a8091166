package io.ctcservice.spark;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.loss.CtcLoss;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.core.loss.UtteranceLoss;
import io.ctcservice.core.loss.scaled.ScaledForward;
import java.util.Set;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** The loss of each row's target. */
final class LossComputation implements Computation {

    private static final StructType COLUMNS = new StructType()
            .add("loss", DataTypes.DoubleType)
            .add("logLikelihood", DataTypes.DoubleType)
            .add("feasible", DataTypes.BooleanType)
            .add("frames", DataTypes.IntegerType)
            .add("minFrames", DataTypes.IntegerType)
            .add("targetLength", DataTypes.IntegerType)
            .add("infeasibility", DataTypes.StringType);

    private final CtcLoss loss = new CtcLoss(new ScaledForward());
    private final Classes classes;

    LossComputation(Settings settings) {
        this.classes = new Classes(settings);
    }

    @Override
    public StructType columns() {
        return COLUMNS;
    }

    @Override
    public String advice(String target) {
        return classes.advice(target);
    }

    @Override
    public @Nullable Object[] values(Utterance utterance, Target target, RowWarnings warnings) {
        Emissions emissions = utterance.emissions();
        var labels = classes.labels(target, emissions, warnings).requireClasses(emissions.vocabSize(), classes.blank());
        var extended = ExtendedTarget.of(labels, classes.blank());
        classes.requireCells("target", emissions, extended.states());
        UtteranceLoss result = loss.loss(emissions, extended, Set.of());
        var reason = result.infeasibility();
        return Columns.values(
                result.feasible() ? result.loss().getAsDouble() : null,
                result.feasible() ? result.logLikelihood() : null,
                result.feasible(),
                result.frames(),
                result.minFrames(),
                result.targetLength(),
                reason == null ? null : Options.nameOf(reason.reason()));
    }
}
