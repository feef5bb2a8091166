package io.ctcservice.recognition;

import io.ctcservice.core.Counted;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.ScoreKind;
import java.util.LinkedHashSet;
import java.util.Map;

/**
 * A model with states, whose inputs and outputs are known. Thread-safe: the states are those of the caller.
 *
 * @param model what is run
 * @param wiring with at least one state
 * @param layout of its scores
 * @param kind of its scores
 * @param chunks that it takes
 */
record StatefulModel(RunnableModel model, Wiring wiring, OutputLayout layout, ScoreKind kind, Chunks chunks)
        implements AutoCloseable {

    /** Returns the states before the first run. */
    Map<String, Tensor> first() {
        return wiring.first();
    }

    /**
     * Returns the scores {@code [T][V]} of rows.
     *
     * @param rows of one chunk, or of several where they may be joined
     * @param states replaced by those after the rows
     */
    FloatMatrix run(FloatMatrix rows, Map<String, Tensor> states) {
        var wanted = new LinkedHashSet<String>();
        wiring.states().forEach(state -> wanted.add(state.output()));
        var outputs = WiredModel.outputs(model, wiring, Tensor.of(rows), states, wanted);
        var scores = WiredModel.scores(outputs, wiring, layout, kind);
        for (var state : wiring.states()) {
            var next = outputs.get(state.output());
            if (next == null
                    || next.isWhole() != state.isWhole()
                    || !next.shape().equals(state.shape())) {
                throw RecognitionException.failed("the network gave " + (next == null ? "nothing" : next.shape())
                        + " for the state " + state.output() + ", which is " + state.shape() + " at first");
            }
            states.put(state.input(), next);
        }
        wiring.context().ifPresent(context -> context.advance(states));
        if (scores.rows() != chunks.in(rows.rows()) * chunks.frames()) {
            throw RecognitionException.failed("the network gave " + Counted.of(scores.rows(), "frame") + " for "
                    + Counted.of(rows.rows(), "row") + " of input");
        }
        return scores;
    }

    @Override
    public void close() {
        model.close();
    }
}
