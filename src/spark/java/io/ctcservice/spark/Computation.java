package io.ctcservice.spark;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.ScoreKind;
import java.util.List;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** One task with its settings: emissions and target in, the columns of a row out. Thread-safe. */
interface Computation {

    /** Returns the columns of a row, each nullable. */
    StructType columns();

    /**
     * Returns the values of a row, in the order of the columns.
     *
     * @param target the transcript; empty for tasks without target
     * @param warnings takes what is suspicious about the row
     * @throws io.ctcservice.core.CtcInputException if emissions and target cannot be taken
     */
    @Nullable
    Object[] values(Utterance utterance, Target target, RowWarnings warnings);

    /** Returns advice on a target that cannot be spelled, to add to its refusal; empty if there is none. */
    default String advice(String target) {
        return "";
    }

    /** Returns remarks on its settings for the user. */
    default List<String> remarks() {
        return List.of();
    }

    /** Returns emissions in the form that suits the task. */
    default Emissions emissions(FloatMatrix scores, ScoreKind kind) {
        return Emissions.of(scores, kind);
    }
}
