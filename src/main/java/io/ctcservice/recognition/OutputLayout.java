package io.ctcservice.recognition;

import io.ctcservice.core.FloatMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The order of a model's output: N utterances, of which there is always one, T frames, V classes. */
enum OutputLayout {
    NTV(1, 2),
    TNV(0, 2),
    NVT(2, 1),
    TV(0, 1);

    private final int time;
    private final int classes;

    OutputLayout(int time, int classes) {
        this.time = time;
        this.classes = classes;
    }

    /**
     * Returns the layout that an output of this shape must have, if there is just one: an axis as long as the vocabulary, and
     * one of length 1 for the utterance.
     */
    static Optional<OutputLayout> of(List<Integer> shape, int vocabSize) {
        var fitting = Arrays.stream(values())
                .filter(layout -> layout.fits(shape) && shape.get(layout.classes) == vocabSize)
                .toList();
        return fitting.size() == 1 ? Optional.of(fitting.getFirst()) : Optional.empty();
    }

    /** Returns whether an output of this shape, of one utterance, may have this layout. */
    boolean fits(List<Integer> shape) {
        return this == TV ? shape.size() == 2 : shape.size() == 3 && shape.get(3 - time - classes) == 1;
    }

    int frames(List<Integer> shape) {
        return shape.get(time);
    }

    int vocabSize(List<Integer> shape) {
        return shape.get(classes);
    }

    /** Returns the first {@code frames} rows of an output. */
    FloatMatrix rows(Tensor output, int frames) {
        int all = frames(output.shape());
        int columns = vocabSize(output.shape());
        float[] values = output.borrowFloats();
        float[] rows = this == NVT ? InputLayout.transposed(values, columns, all) : values;
        int kept = Math.min(frames, all);
        return FloatMatrix.adopt(kept, columns, kept == all ? rows : Arrays.copyOf(rows, kept * columns));
    }
}
