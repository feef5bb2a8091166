package io.ctcservice.recognition;

import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.ScoreKind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A trial run of a network, on a short and a longer input, that finds the layout of its output. */
final class FirstRun {

    static final String LAYOUT = "output.layout";
    private static final String SCORES = "scores";

    private static final String PADDLE_OCR_EXPECTED = "; a dictionary of PaddleOCR's lists neither the blank nor the"
            + " space: if it is one, expected preset paddleocr, or vocabulary-format paddleocr";

    private static final String LINES_EXPECTED =
            "; if its characters are the symbols, expected each in a line of its own";

    /** The relative difference of a stated number of frames from that of the runs, above which it is refused. */
    private static final double TOLERANCE = 0.2;

    private final NetworkFacts facts;
    private final Tensor shorter;
    private final Tensor longer;
    private final int shorterRows;
    private final int longerRows;

    private FirstRun(NetworkFacts facts, Tensor shorter, Tensor longer, int shorterRows, int longerRows) {
        this.facts = facts;
        this.shorter = shorter;
        this.longer = longer;
        this.shorterRows = shorterRows;
        this.longerRows = longerRows;
    }

    /**
     * Runs a model.
     *
     * @param shorter an utterance
     * @param longer another, or the same where the network takes only one length
     * @throws NetworkFaultException if it fails
     */
    static FirstRun of(NetworkFacts facts, RunnableModel model, Wiring wiring, Tensor shorter, Tensor longer)
            throws NetworkFaultException {
        return new FirstRun(
                facts,
                run(model, wiring, shorter),
                run(model, wiring, longer),
                WiredModel.length(shorter),
                WiredModel.length(longer));
    }

    private static Tensor run(RunnableModel model, Wiring wiring, Tensor utterance) throws NetworkFaultException {
        try {
            var output = WiredModel.outputs(model, wiring, utterance).get(wiring.output());
            if (output == null || output.isWhole()) {
                throw new NetworkFaultException("output.name", "its first run gave no scores");
            }
            return output;
        } catch (RecognitionException failed) {
            requireNoTargets(model, wiring);
            throw new NetworkFaultException(
                    "location",
                    "its first run failed, on an input of "
                            + wiring.inputLayout().arrange(utterance).shape() + " ("
                            + NetworkFacts.nameOf(wiring.inputLayout()) + "): " + failed.getMessage());
        }
    }

    /** A network that is still in training fails without its targets, which nobody has here. */
    private static void requireNoTargets(RunnableModel model, Wiring wiring) throws NetworkFaultException {
        var targets = model.inputs().stream().filter(Ports::isTarget).toList();
        var input = model.inputs().stream()
                .filter(port -> port.name().equals(wiring.input()))
                .findFirst();
        if (!targets.isEmpty() && input.isPresent()) {
            throw Ports.excess(targets, input.get());
        }
    }

    /** Returns the layout of the output, given the number of symbols. */
    OutputLayout layout(int symbols) throws NetworkFaultException {
        var given = facts.constant(LAYOUT, OutputLayout.class);
        if (given.isPresent()) {
            if (!given.get().fits(shorter.shape())) {
                throw facts.wrong(LAYOUT, "a layout that fits the output " + shorter.shape());
            }
            return given.get();
        }
        var exact = fitting(symbols);
        var near = exact.isEmpty() ? fitting(symbols + 1) : exact;
        if (near.isEmpty()) {
            near = fitting(symbols - 1);
        }
        boolean isOneFrame =
                near.stream().allMatch(layout -> layout.frames(longer.shape()) == 1); // which all read alike
        if (near.isEmpty() || (near.size() > 1 && !isOneFrame)) {
            throw new NetworkFaultException(
                    near.isEmpty() ? "vocabulary" : LAYOUT,
                    "the output " + facts.text(Ports.OUTPUT).orElse("") + " of the first run is " + shorter.shape()
                            + ", in which "
                            + (near.isEmpty() ? "nothing has the size of the vocabulary, " : "several have ")
                            + symbols
                            + (near.isEmpty() && mayBePaddleOcr(symbols) ? PADDLE_OCR_EXPECTED : "")
                            + (near.isEmpty() && symbols == 1 ? LINES_EXPECTED : ""));
        }
        facts.offer(LAYOUT, NetworkFacts.nameOf(near.getFirst()), "the first run");
        return near.getFirst();
    }

    private boolean mayBePaddleOcr(int symbols) {
        return !facts.source(LineScalings.HEIGHT).isEmpty() && mayHave(symbols + 2);
    }

    /** Returns whether the output may be the scores of so many classes. */
    boolean mayHave(int classes) {
        return !fitting(classes).isEmpty();
    }

    private List<OutputLayout> fitting(int classes) {
        return Arrays.stream(OutputLayout.values())
                .filter(layout -> layout.fits(shorter.shape()) && layout.fits(longer.shape()))
                .filter(layout -> layout.vocabSize(shorter.shape()) == classes)
                .filter(layout -> layout.vocabSize(longer.shape()) == classes)
                .filter(layout ->
                        shorterRows == longerRows || layout.frames(longer.shape()) > layout.frames(shorter.shape()))
                .toList();
    }

    /** Returns the kind of the scores: as stated, else as they look. */
    ScoreKind scores(OutputLayout layout) throws NetworkFaultException {
        var rows = rows(layout);
        for (float score : rows.borrowArray()) {
            if (Float.isNaN(score) || score == Float.POSITIVE_INFINITY) {
                throw new NetworkFaultException("location", "its first run gave " + score);
            }
        }
        var found = looksLike(rows);
        facts.offer(SCORES, NetworkFacts.nameOf(found), "the first run");
        var stated = facts.constant(SCORES, found);
        try {
            Emissions.of(rows, stated);
        } catch (CtcInputException refused) {
            throw facts.wrong(SCORES, NetworkFacts.nameOf(found) + ", as the first run showed");
        }
        return stated;
    }

    private FloatMatrix rows(OutputLayout layout) {
        return layout.rows(longer, 0, frames(layout));
    }

    private static ScoreKind looksLike(FloatMatrix rows) {
        if (Emissions.lookLikeProbabilities(rows)) {
            return ScoreKind.PROBS;
        }
        for (int t = 0; t < rows.rows(); t++) {
            double sum = 0;
            for (int v = 0; v < rows.columns(); v++) {
                sum += Math.exp(rows.get(t, v));
            }
            if (!(Math.abs(sum - 1) <= Emissions.ROW_SUM_TOLERANCE / 2)) {
                return ScoreKind.LOGITS;
            }
        }
        return ScoreKind.LOG_PROBS;
    }

    /** Returns the number of input rows for each frame; empty if these runs do not show it. */
    Optional<Integer> rowsPerFrame(OutputLayout layout) {
        int frames = layout.frames(longer.shape()) - layout.frames(shorter.shape());
        if (frames <= 0) {
            return Optional.empty();
        }
        double ratio = meanRowsPerFrame(layout);
        long whole = Math.round(ratio);
        boolean isExact = whole * frames == longerRows - shorterRows;
        boolean isNear = whole >= 1 && whole <= 16 && Math.abs(ratio - whole) < 0.15 * whole;
        return isExact || isNear ? Optional.of(Math.toIntExact(whole)) : Optional.empty();
    }

    /** Returns how many rows more there are for each frame more; infinite if the longer run has no more frames. */
    double meanRowsPerFrame(OutputLayout layout) {
        return (double) (longerRows - shorterRows)
                / Math.max(0, layout.frames(longer.shape()) - layout.frames(shorter.shape()));
    }

    /** Returns whether these runs could have so many rows to a frame: the difference of their frames is within one, or a fifth. */
    boolean fits(double rowsPerFrame, OutputLayout layout) {
        int frames = layout.frames(longer.shape()) - layout.frames(shorter.shape());
        double expected = (longerRows - shorterRows) / rowsPerFrame;
        return Math.abs(expected - frames) <= Math.max(1, TOLERANCE * frames);
    }

    /** Returns the number of frames of the longer run. */
    int frames(OutputLayout layout) {
        return layout.frames(longer.shape());
    }

    /** Returns V, the number of classes of the output. */
    int classes(OutputLayout layout) {
        return layout.vocabSize(shorter.shape());
    }
}
