package io.ctcservice.core.math;

/** Softmax of a row whose normaliser is known, in float32. */
public interface FloatSoftmax {

    /**
     * Writes float32 exp(x), x = score − shift at most 1, to {@code to[toFrom]…}: right to (3 + 2|x|)·2^-23 relative where
     * x is above −86, and may be 0 where it is below −87.
     */
    void write(float[] scores, int from, int length, double shift, float[] to, int toFrom);
}
