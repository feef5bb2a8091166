package io.ctcservice.audio;

import io.ctcservice.core.Counted;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The average of the channels of a sound, with a record of how much of them is lost in it. Not thread-safe. */
final class Mixdown {

    /** The variance of a silent channel to that of the loudest: 50 dB, more than two microphones share. */
    private static final double SILENT = 1e-5;

    /** The variance of an average to that of independent channels from which they cancel each other. */
    private static final double CANCELLING = 0.25;

    /** Decibels from which nothing is left. */
    private static final double MOST_DECIBELS = 90;

    private final int channels;
    private final @Nullable ChannelDelay delay; // of two channels
    private final double[] sums; // of each channel, of the average behind them
    private final double[] squares;
    private double sum = 0; // of the channels of the sample under way
    private double first = 0; // the sample of channel 0
    private long count = 0;

    Mixdown(int channels, int sampleRate) {
        this.channels = channels;
        this.delay = channels == 2 ? new ChannelDelay(sampleRate) : null;
        this.sums = new double[channels + 1];
        this.squares = new double[channels + 1];
    }

    /** Adds the sample of a channel: first of channel 0, then of 1, and so on. */
    void add(int channel, double sample) {
        sum += sample;
        if (channels > 1) {
            record(channel, sample);
        }
        if (delay != null && channel == 0) {
            first = sample;
        } else if (delay != null) {
            delay.add(first, sample);
        }
    }

    /** Returns the average of the samples of all channels since the last one. */
    double mean() {
        double mean = sum / channels;
        sum = 0;
        if (channels > 1) {
            record(channels, mean);
            count++;
        }
        return mean;
    }

    private void record(int index, double sample) {
        sums[index] += sample;
        squares[index] += sample * sample;
    }

    private double variance(int index) {
        double mean = sums[index] / count;
        return Math.max(0, squares[index] / count - mean * mean);
    }

    /**
     * Returns what the average loses, if that is suspicious: where channels cancel each other, half of them are silent, or one is an echo of the
     * other. The sound has ended.
     */
    Optional<SoundRemark> remark() {
        int loudest = 0;
        double all = 0;
        for (int c = 0; c < channels && count > 0; c++) {
            loudest = variance(c) > variance(loudest) ? c : loudest;
            all += variance(c);
        }
        if (all == 0) {
            return Optional.empty();
        }
        double least = SILENT * variance(loudest);
        var silent = IntStream.range(0, channels)
                .filter(c -> variance(c) <= least)
                .boxed()
                .toList();
        String detail = "";
        if (variance(channels) < CANCELLING * all / channels / channels) {
            detail = "its channels cancel each other, as where one has the opposite polarity";
        } else if (2 * silent.size() >= channels) {
            detail = (silent.size() == 1 ? "channel " : "channels ")
                    + silent.stream().map(String::valueOf).collect(Collectors.joining(", "))
                    + (silent.size() == 1 ? " is silent" : " are silent");
        }
        return detail.isEmpty()
                ? echo()
                : Optional.of(new SoundRemark(detail + ": " + loss(loudest), OptionalInt.of(loudest)));
    }

    private Optional<SoundRemark> echo() {
        if (delay == null) {
            return Optional.empty();
        }
        var found = delay.seconds();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        int late = found.getAsDouble() > 0 ? 1 : 0;
        return Optional.of(new SoundRemark(
                String.format(
                        Locale.ROOT,
                        "channel %d is channel %d again %.0f ms later: the average of both has an echo",
                        late,
                        1 - late,
                        1000 * Math.abs(found.getAsDouble())),
                OptionalInt.of(1 - late)));
    }

    private String loss(int loudest) {
        double decibels = 10 * Math.log10(variance(loudest) / variance(channels));
        String average = "the average of " + Counted.of(channels, "channel");
        return decibels > MOST_DECIBELS
                ? "nothing is left in " + average
                : String.format(Locale.ROOT, "%s is %.0f dB weaker than channel %d", average, decibels, loudest);
    }
}
