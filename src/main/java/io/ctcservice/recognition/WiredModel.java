package io.ctcservice.recognition;

import io.ctcservice.core.FloatMatrix;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** A model whose inputs and outputs are known. */
final class WiredModel implements Inference {

    private final RunnableModel model;
    private final Wiring wiring;
    private final OutputLayout outputLayout;

    WiredModel(RunnableModel model, Wiring wiring, OutputLayout outputLayout) {
        this.model = model;
        this.wiring = wiring;
        this.outputLayout = outputLayout;
    }

    @Override
    public FloatMatrix run(Tensor input) {
        var outputs = outputs(model, wiring, input);
        var scores = outputs.get(wiring.output());
        if (scores == null || scores.isWhole() || !outputLayout.fits(scores.shape())) {
            throw RecognitionException.failed(
                    "the network gave " + (scores == null ? "nothing" : scores.shape()) + " instead of scores");
        }
        return outputLayout.rows(scores, frames(outputs, outputLayout.frames(scores.shape())));
    }

    /** Returns what a model makes of one utterance. */
    static Map<String, Tensor> outputs(RunnableModel model, Wiring wiring, Tensor input) {
        var feeds = new HashMap<String, Tensor>();
        feeds.put(wiring.input(), wiring.inputLayout().arrange(input));
        int rows = input.shape().getFirst();
        wiring.lengths().ifPresent(name -> feeds.put(name, Tensor.of(new long[] {rows}, List.of(1))));
        wiring.mask().ifPresent(name -> {
            var ones = new long[rows];
            Arrays.fill(ones, 1);
            feeds.put(name, Tensor.of(ones, List.of(1, rows)));
        });
        var wanted = new LinkedHashSet<String>();
        wanted.add(wiring.output());
        wiring.outputLengths().ifPresent(wanted::add);
        return model.run(feeds, wanted);
    }

    private int frames(Map<String, Tensor> outputs, int all) {
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
