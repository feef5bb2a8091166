package io.ctcservice.core.math;

/** The {@link FloatSoftmax} in plain loops. */
public final class ScalarSoftmax implements FloatSoftmax {

    /** The number of exponentials at a time, where they need not be kept. */
    private static final int BLOCK = Exponential.Block.LENGTH;

    @Override
    public void write(float[] scores, int from, int length, double shift, float[] to, int toFrom) {
        var block = new double[BLOCK];
        var exponential = new Exponential.Block();
        for (int i = 0; i < length; i += BLOCK) {
            int count = Math.min(BLOCK, length - i);
            exponential.write(scores, from + i, count, shift, block, 0);
            for (int k = 0; k < count; k++) {
                to[toFrom + i + k] = (float) block[k];
            }
        }
    }
}
