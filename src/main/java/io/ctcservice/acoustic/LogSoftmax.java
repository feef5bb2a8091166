package io.ctcservice.acoustic;

/** Log-softmax in float64 on {@link StrictMath}, the same to the last bit everywhere. */
final class LogSoftmax {

    private LogSoftmax() {}

    /** Writes the log-probabilities of one row of logits to {@code target[offset..]}, rounded to float32. */
    static void write(double[] logits, float[] target, int offset) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double logit : logits) {
            largest = Math.max(largest, logit);
        }
        double sum = 0;
        for (double logit : logits) {
            sum += StrictMath.exp(logit - largest);
        }
        double logSum = largest + StrictMath.log(sum);
        for (int v = 0; v < logits.length; v++) {
            // rounding must not make the logarithm of a probability positive
            target[offset + v] = (float) Math.min(logits[v] - logSum, 0.0);
        }
    }
}
