package io.ctcservice.recognition;

import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.ScoreKind;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** A model whose inputs and outputs are known. */
final class WiredModel implements Inference {

    private final RunnableModel model;
    private final Wiring wiring;
    private final OutputLayout outputLayout;
    private final ScoreKind kind;

    WiredModel(RunnableModel model, Wiring wiring, OutputLayout outputLayout, ScoreKind kind) {
        this.model = model;
        this.wiring = wiring;
        this.outputLayout = outputLayout;
        this.kind = kind;
    }

    @Override
    public FloatMatrix run(Tensor input) {
        return scores(outputs(model, wiring, input), wiring, outputLayout, kind);
    }

    /** Returns the scores {@code [T][V]} among the outputs of a model. */
    static FloatMatrix scores(Map<String, Tensor> outputs, Wiring wiring, OutputLayout layout, ScoreKind kind) {
        var scores = outputs.get(wiring.output());
        if (scores == null || scores.isWhole() || !layout.fits(scores.shape())) {
            throw RecognitionException.failed(
                    "the network gave " + (scores == null ? "nothing" : scores.shape()) + " instead of scores");
        }
        var rows = layout.rows(scores, wiring.skippedFrames(), frames(outputs, wiring, layout.frames(scores.shape())));
        return kind == ScoreKind.LOG_PROBS ? RoundedLogProbs.normalised(rows) : rows;
    }

    /** Returns the outputs for one utterance, with all states zero. */
    static Map<String, Tensor> outputs(RunnableModel model, Wiring wiring, Tensor input) {
        return outputs(model, wiring, input, wiring.first(), Set.of());
    }

    /**
     * Returns the outputs for one utterance.
     *
     * @param states by input
     * @param others outputs to compute besides the scores
     */
    static Map<String, Tensor> outputs(
            RunnableModel model, Wiring wiring, Tensor input, Map<String, Tensor> states, Set<String> others) {
        var feeds = new HashMap<>(states);
        feeds.putAll(wiring.constants());
        feeds.put(wiring.input(), wiring.inputLayout().arrange(input));
        int length = length(input);
        wiring.lengths()
                .ifPresent(port -> feeds.put(
                        port.name(), Tensor.of(new long[] {length}, Collections.nCopies(Math.max(1, port.rank()), 1))));
        feeds.putAll(wiring.mask(length));
        var wanted = new LinkedHashSet<>(others);
        wanted.add(wiring.output());
        wiring.outputLengths().ifPresent(wanted::add);
        return model.run(feeds, wanted);
    }

    /** Returns the length of an utterance in time: its rows {@code [T][D]}, or the columns of a picture {@code [C][H][W]}. */
    static int length(Tensor utterance) {
        var shape = utterance.shape();
        return shape.size() == 2 ? shape.getFirst() : shape.getLast();
    }

    private static int frames(Map<String, Tensor> outputs, Wiring wiring, int all) {
        return wiring.outputLengths()
                .map(outputs::get)
                .filter(lengths -> lengths.isWhole() && lengths.borrowLongs().length == 1)
                .map(lengths -> Math.clamp(lengths.borrowLongs()[0], 0, all))
                .orElse(all);
    }

    @Override
    public void close() {
        model.close();
    }
}
