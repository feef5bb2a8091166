package io.ctcservice.core.align;

import io.ctcservice.core.LogMath;
import java.util.Arrays;

/**
 * Sets of weighted paths: of each the sum of the weights w and of w ln w. Both are doubles times 2^(256·exponent), with
 * the first in [2^−128, 2^128), or 0: of two sets whose exponents differ by more than 1 the smaller is less than a rounding
 * of the larger.
 */
final class Weights {

    /** The bits that one exponent stands for. */
    static final int BITS = 256;

    private static final double UP = 0x1p256;
    private static final double DOWN = 0x1p-256;
    private static final double LEAST = 0x1p-128;
    private static final double MOST = 0x1p128;

    /** The exponent of 0: far below all others, and as far from overflow. */
    private static final long NONE = Long.MIN_VALUE / 2;

    private final double[] weight;
    private final double[] weightedLog;
    private final long[] exponent;

    Weights(int sets) {
        this.weight = new double[sets];
        this.weightedLog = new double[sets];
        this.exponent = new long[sets];
        clear();
    }

    /** Makes all sets empty. */
    void clear() {
        Arrays.fill(weight, 0);
        Arrays.fill(weightedLog, 0);
        Arrays.fill(exponent, NONE);
    }

    void clear(int i) {
        weight[i] = 0;
        weightedLog[i] = 0;
        exponent[i] = NONE;
    }

    /** Makes set {@code i} one path of weight 1. */
    void setOne(int i) {
        weight[i] = 1;
        weightedLog[i] = 0;
        exponent[i] = 0;
    }

    /** Makes set {@code i} the union of two others. */
    void setSum(int i, Weights a, int ofA, Weights b, int ofB) {
        weight[i] = a.weight[ofA];
        weightedLog[i] = a.weightedLog[ofA];
        exponent[i] = a.exponent[ofA];
        add(i, b, ofB);
    }

    /** Adds the paths of another set to set {@code i}. */
    void add(int i, Weights a, int ofA) {
        long difference = a.exponent[ofA] - exponent[i];
        if (difference == 0) {
            weight[i] += a.weight[ofA];
            weightedLog[i] += a.weightedLog[ofA];
        } else if (difference > 0) {
            double scale = difference == 1 ? DOWN : 0;
            weight[i] = weight[i] * scale + a.weight[ofA];
            weightedLog[i] = weightedLog[i] * scale + a.weightedLog[ofA];
            exponent[i] = a.exponent[ofA];
        } else if (difference == -1) {
            weight[i] += a.weight[ofA] * DOWN;
            weightedLog[i] += a.weightedLog[ofA] * DOWN;
        }
    }

    /** Adds the paths of two other sets to set {@code i}. */
    void add(int i, Weights a, int ofA, Weights b, int ofB) {
        long common = exponent[i];
        if (common == a.exponent[ofA] && common == b.exponent[ofB]) {
            weight[i] += a.weight[ofA] + b.weight[ofB];
            weightedLog[i] += a.weightedLog[ofA] + b.weightedLog[ofB];
        } else {
            add(i, a, ofA);
            add(i, b, ofB);
        }
    }

    /**
     * Multiplies the weights of set {@code i}.
     *
     * @param factor in [2^−128, 2^128], or 0
     * @param bits 256-bit exponent of the factor
     * @param log ln of the factor with its exponent
     */
    void multiply(int i, double factor, long bits, double log) {
        double product = weight[i] * factor;
        double productLog = (weightedLog[i] + weight[i] * log) * factor;
        long exponents = exponent[i] + bits;
        if (product >= LEAST && product < MOST) {
            weight[i] = product;
            weightedLog[i] = productLog;
            exponent[i] = exponents;
        } else if (product == 0) {
            clear(i);
        } else {
            boolean small = product < LEAST;
            weight[i] = product * (small ? UP : DOWN);
            weightedLog[i] = productLog * (small ? UP : DOWN);
            exponent[i] = small ? exponents - 1 : exponents + 1;
        }
    }

    /** Returns ln of the sum of the weights of set {@code i}. */
    double log(int i) {
        return weight[i] == 0 ? LogMath.LOG_ZERO : Math.log(weight[i]) + exponent[i] * (BITS * Math.log(2));
    }

    /** Returns the mean of ln w over the paths of set {@code i}, 0 if there are none. */
    double mean(int i) {
        return weight[i] == 0 ? 0 : weightedLog[i] / weight[i];
    }
}
