package io.ctcservice.acoustic;

import io.ctcservice.core.CtcInputException;

/**
 * The sizes of an Elman network and the layout of its parameters in one flat array: W_x {@code [H][D]}, W_h
 * {@code [H][H]}, b_h {@code [H]}, W_y {@code [V][H]}, b_y {@code [V]}, each row-major, in this order.
 *
 * @param featureDimension D, at least 1
 * @param hiddenSize H, at least 1
 * @param vocabSize V, at least 2
 */
record ElmanShape(int featureDimension, int hiddenSize, int vocabSize) {

    ElmanShape {
        requireAtLeast(1, featureDimension, "featureDimension");
        requireAtLeast(1, hiddenSize, "hiddenSize");
        requireAtLeast(2, vocabSize, "vocabSize");
    }

    private static void requireAtLeast(int least, int actual, String field) {
        if (actual < least) {
            throw new CtcInputException(field, actual, "at least " + least);
        }
    }

    int inputWeights() {
        return 0;
    }

    int recurrentWeights() {
        return Math.multiplyExact(hiddenSize, featureDimension);
    }

    int hiddenBiases() {
        return Math.addExact(recurrentWeights(), Math.multiplyExact(hiddenSize, hiddenSize));
    }

    int outputWeights() {
        return Math.addExact(hiddenBiases(), hiddenSize);
    }

    int outputBiases() {
        return Math.addExact(outputWeights(), Math.multiplyExact(vocabSize, hiddenSize));
    }

    /** Returns the number of parameters: H·(D + H + 1) + V·(H + 1). */
    int parameters() {
        return Math.addExact(outputBiases(), vocabSize);
    }
}
