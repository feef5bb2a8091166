package io.ctcservice.audio.flac;

import io.ctcservice.core.Counted;
import java.io.IOException;
import java.util.Arrays;

/** A decoder of one channel of a FLAC frame. Not thread-safe. */
final class FlacSubframe {

    private static final long[][] FIXED = {{}, {1}, {2, -1}, {3, -3, 1}, {4, -6, 4, -1}};

    private final FlacBits bits;

    FlacSubframe(FlacBits bits) {
        this.bits = bits;
    }

    /** Fills {@code samples} with so many bits each. */
    void decode(long[] samples, int sampleBits) throws IOException {
        FlacBlocks.require(bits.unsigned(1) == 0, "a FLAC subframe that begins with a one");
        int type = (int) bits.unsigned(6);
        int wasted = bits.unsigned(1) == 0 ? 0 : bits.zeros() + 1;
        int width = sampleBits - wasted;
        FlacBlocks.require(width > 0, "a FLAC subframe without bits");
        if (type == 0) {
            Arrays.fill(samples, bits.signed(width));
        } else if (type == 1) {
            verbatim(samples, samples.length, width);
        } else if (type >= 8 && type <= 12) {
            predicted(samples, width, FIXED[type - 8], 0);
        } else if (type >= 32) {
            linear(samples, width, type - 31);
        } else {
            FlacBlocks.require(false, "a FLAC subframe of a reserved kind");
        }
        for (int n = 0; n < samples.length && wasted > 0; n++) {
            samples[n] <<= wasted;
        }
    }

    private void verbatim(long[] samples, int count, int width) throws IOException {
        for (int n = 0; n < count; n++) {
            samples[n] = bits.signed(width);
        }
    }

    private void linear(long[] samples, int width, int order) throws IOException {
        requireRoom(samples, order);
        verbatim(samples, order, width);
        int precision = (int) bits.unsigned(4) + 1;
        int shift = (int) bits.signed(5);
        FlacBlocks.require(precision < 16 && shift >= 0, "a FLAC subframe whose prediction is of no precision");
        var coefficients = new long[order];
        for (int i = 0; i < order; i++) {
            coefficients[i] = bits.signed(precision);
        }
        residual(samples, order);
        restore(samples, coefficients, shift);
    }

    private void predicted(long[] samples, int width, long[] coefficients, int shift) throws IOException {
        requireRoom(samples, coefficients.length);
        verbatim(samples, coefficients.length, width);
        residual(samples, coefficients.length);
        restore(samples, coefficients, shift);
    }

    private static void requireRoom(long[] samples, int order) throws IOException {
        FlacBlocks.require(
                order <= samples.length,
                "a FLAC subframe of " + Counted.of(samples.length, "sample") + " and order " + order);
    }

    private static void restore(long[] samples, long[] coefficients, int shift) {
        for (int n = coefficients.length; n < samples.length; n++) {
            long sum = 0;
            for (int i = 0; i < coefficients.length; i++) {
                sum += coefficients[i] * samples[n - 1 - i];
            }
            samples[n] += sum >> shift;
        }
    }

    /** Reads what the prediction leaves, Rice-coded in partitions. */
    private void residual(long[] samples, int order) throws IOException {
        int method = (int) bits.unsigned(2);
        FlacBlocks.require(method <= 1, "a FLAC subframe whose residual is of a reserved kind");
        int parameterBits = 4 + method;
        int escape = (1 << parameterBits) - 1;
        int partitions = 1 << bits.unsigned(4);
        int length = samples.length / partitions;
        FlacBlocks.require(
                samples.length % partitions == 0 && length >= order, "a FLAC subframe whose partitions do not fit");
        int at = order;
        for (int partition = 1; partition <= partitions; partition++) {
            int parameter = (int) bits.unsigned(parameterBits);
            int end = partition * length;
            if (parameter == escape) {
                int width = (int) bits.unsigned(5);
                for (; at < end; at++) {
                    samples[at] = bits.signed(width);
                }
            } else {
                for (; at < end; at++) {
                    long folded = (long) bits.zeros() << parameter | bits.unsigned(parameter);
                    samples[at] = folded >>> 1 ^ -(folded & 1);
                }
            }
        }
    }
}
