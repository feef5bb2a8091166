package io.ctcservice.core.math;

/**
 * The {@link FloatSoftmax} in plain loops. The normaliser is subtracted in two parts, so that the difference is as exact
 * as a float can be.
 */
public final class ScalarSoftmax implements FloatSoftmax {

    @Override
    public void write(float[] scores, int from, int length, double shift, float[] to, int toFrom) {
        float high = (float) shift;
        new FloatExponential.Block().write(scores, from, length, high, (float) (shift - high), to, toFrom);
    }
}
