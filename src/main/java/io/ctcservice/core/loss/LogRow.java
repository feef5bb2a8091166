package io.ctcservice.core.loss;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.LogMath;
import java.util.Arrays;

/**
 * Logarithms of probabilities in two parts each, so that what lies beside the ln p of masked classes, such as −1e18, is not lost in
 * its rounding: the order and the posteriors of paths that differ in little else need it. The first part is the sum of the scores
 * below {@value #HUGE}, exact as long as they are of the same magnitude. Not thread-safe.
 */
public final class LogRow {

    /** The ln p below which it is huge: the rounding of the others stays below 1e-6. */
    public static final double HUGE = -0x1p30;

    /** The number of no state, the probability of which is 0. */
    public static final int NONE = -1;

    private final double[] huge;
    private final double[] rest;

    /** Makes a row of log zeros. */
    public LogRow(int states) {
        this.huge = new double[states];
        this.rest = new double[states];
        Arrays.fill(rest, LogMath.LOG_ZERO);
    }

    private LogRow(LogRow other) {
        this.huge = other.huge.clone();
        this.rest = other.rest.clone();
    }

    /** Returns a copy of this row. */
    public LogRow copy() {
        return new LogRow(this);
    }

    /** Sets the states to those of a row of the same length. */
    public void set(LogRow other) {
        System.arraycopy(other.huge, 0, huge, 0, huge.length);
        System.arraycopy(other.rest, 0, rest, 0, rest.length);
    }

    /** Returns the number of states. */
    public int states() {
        return rest.length;
    }

    /** Returns ln p of a state. */
    public double get(int s) {
        return huge[s] + rest[s];
    }

    /** Sets the probability of a state to 1. */
    public void setCertain(int s) {
        huge[s] = 0;
        rest[s] = 0;
    }

    /** Sets the probabilities of the states to those of which these are the logarithms. */
    void set(double[] values, int from) {
        Arrays.fill(huge, 0);
        System.arraycopy(values, from, rest, 0, rest.length);
    }

    /** Writes ln p of the states. */
    void write(double[] values, int from) {
        for (int s = 0; s < rest.length; s++) {
            values[from + s] = get(s);
        }
    }

    /** Returns whether {@link #get} may lose anything. */
    boolean hasHuge() {
        return Arrays.stream(huge).anyMatch(part -> part != 0);
    }

    /**
     * Sets the probability of a state to the sum of those of states of another row.
     *
     * @param b or {@link #NONE}, as {@code c}
     */
    void setSum(int s, LogRow from, int a, int b, int c) {
        int top = from.larger(from.larger(a, b), c);
        double sum = from.relative(a, top) + from.relative(b, top) + from.relative(c, top);
        huge[s] = from.huge[top];
        rest[s] = from.rest[top] + Math.log(sum);
    }

    /** Sets the probability of a state to that of a state of another row, or to 0 for {@link #NONE}. */
    public void set(int s, LogRow from, int a) {
        huge[s] = a == NONE ? 0 : from.huge[a];
        rest[s] = a == NONE ? LogMath.LOG_ZERO : from.rest[a];
    }

    /**
     * Returns the mean of ln q − ln p over some states, by q, their shares in the sum of their probabilities; 0 where that is 0.
     *
     * @param b or {@link #NONE}, as {@code c}
     * @param logProbs ln p of each state
     */
    double divergence(int a, int b, int c, double[] logProbs) {
        int top = larger(larger(a, b), c);
        if (rest[top] == LogMath.LOG_ZERO) {
            return 0;
        }
        double sum = relative(a, top) + relative(b, top) + relative(c, top);
        return divergence(a, top, sum, logProbs)
                + divergence(b, top, sum, logProbs)
                + divergence(c, top, sum, logProbs);
    }

    private double divergence(int s, int top, double sum, double[] logProbs) {
        double share = relative(s, top) / sum;
        return share == 0 ? 0 : share * (Math.log(share) - logProbs[s]);
    }

    /** Returns ln of the sum of the probabilities of the last two states, or of the only one. */
    double sumOfLastTwo() {
        int last = rest.length - 1;
        int top = larger(last, last - 1);
        return get(top) + Math.log(relative(last, top) + relative(last - 1, top));
    }

    /**
     * Writes the posteriors of the states: the products with the probabilities of another row, divided by their sum, which is not 0.
     * It is p of the target, but for the rounding of huge logarithms.
     */
    void posterior(LogRow other, double[] to) {
        var products = new LogRow(rest.length);
        int top = 0;
        for (int s = 0; s < to.length; s++) {
            products.huge[s] = huge[s] + other.huge[s];
            products.rest[s] = rest[s] + other.rest[s];
            top = products.larger(top, s);
        }
        double sum = 0;
        for (int s = 0; s < to.length; s++) {
            to[s] = products.relative(s, top);
            sum += to[s];
        }
        for (int s = 0; s < to.length; s++) {
            to[s] /= sum;
        }
    }

    /** Multiplies the probability of each state by that of its class in frame {@code t}. */
    void emit(Emissions emissions, int t, ExtendedTarget target) {
        for (int s = 0; s < rest.length; s++) {
            emit(s, emissions, t, target.label(s));
        }
    }

    /** Multiplies the probability of a state by that of class {@code v} in frame {@code t}. */
    public void emit(int s, Emissions emissions, int t, int v) {
        double logProb = emissions.logProb(t, v);
        if (logProb >= HUGE || logProb == LogMath.LOG_ZERO) {
            rest[s] += logProb;
        } else {
            double top = emissions.rowTop(t);
            boolean isTopHuge = Math.abs(top) > -HUGE;
            huge[s] += emissions.scores().get(t, v) - (isTopHuge ? top : 0);
            rest[s] -= emissions.logDivisor(t) + (isTopHuge ? 0 : top);
        }
    }

    /** Multiplies the probability of a state by e to a power above {@value #HUGE}. */
    public void multiply(int s, double power) {
        rest[s] += power;
    }

    /** Returns that of two states which has the larger probability, the first of equals; either may be {@link #NONE}. */
    public int larger(int a, int b) {
        if (a < 0 || b < 0) {
            return Math.max(a, b);
        }
        return rest[b] == LogMath.LOG_ZERO || difference(a, b) >= 0 ? a : b;
    }

    /** Returns whether ln p of a state exceeds that of another one by more than this. */
    public boolean exceeds(int a, int b, double by) {
        return rest[a] != LogMath.LOG_ZERO && !(difference(a, b) <= by);
    }

    /** Returns p of a state divided by that of another one, which is at least as large. */
    private double relative(int s, int top) {
        if (s == top) {
            return 1;
        }
        return s < 0 || rest[s] == LogMath.LOG_ZERO ? 0 : Math.exp(difference(s, top));
    }

    /** Returns the difference of two logarithms, NaN where both are log zero. */
    private double difference(int a, int b) {
        return huge[a] - huge[b] + (rest[a] - rest[b]);
    }
}
