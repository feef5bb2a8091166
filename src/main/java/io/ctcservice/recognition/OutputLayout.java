package io.ctcservice.recognition;

import io.ctcservice.core.FloatMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The order of a model's output: N utterances, of which there is always one, T frames, V classes; 1 is the height that pictures
 * are brought to by a network that keeps their axes.
 */
enum OutputLayout {
    NTV,
    TNV,
    NVT,
    TV,
    NV1T,
    N1TV;

    private final int time = name().indexOf('T');
    private final int classes = name().indexOf('V');

    /** Returns whether an output of this shape, of one utterance, may have this layout. */
    boolean fits(List<Integer> shape) {
        return shape.size() == name().length()
                && IntStream.range(0, shape.size())
                        .filter(axis -> axis != time && axis != classes)
                        .allMatch(axis -> shape.get(axis) == 1);
    }

    int frames(List<Integer> shape) {
        return shape.get(time);
    }

    int vocabSize(List<Integer> shape) {
        return shape.get(classes);
    }

    /** Returns the rows of an output from {@code first} on, before {@code end}; none where it has no more than {@code first}. */
    FloatMatrix rows(Tensor output, int first, int end) {
        int all = frames(output.shape());
        int columns = vocabSize(output.shape());
        float[] values = output.borrowFloats();
        float[] rows = classes < time ? InputLayout.transposed(values, columns, all) : values;
        int from = Math.min(first, all);
        int kept = Math.max(0, Math.min(end, all) - from);
        return FloatMatrix.adopt(
                kept, columns, kept == all ? rows : Arrays.copyOfRange(rows, from * columns, (from + kept) * columns));
    }
}
