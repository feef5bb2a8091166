package io.ctcservice.train;

import io.ctcservice.audio.Bins;
import io.ctcservice.audio.FrameSettings;
import io.ctcservice.audio.FrameSettings.Edges;
import io.ctcservice.audio.Levels;
import io.ctcservice.audio.Levels.Normalization;
import io.ctcservice.audio.MelSettings;
import io.ctcservice.audio.SpectralFrontEnd;
import io.ctcservice.audio.SpectralFrontEnd.Logarithm;
import io.ctcservice.audio.Window;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.train.speech.SoundStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The logarithms of mel bands as the service makes them: NeMo's, normalized over the utterance, or those of a stream, which
 * are causal and have a fixed normalization. Thread-safe.
 */
final class SoundFeatures {

    /** Samples from one step to the next. */
    static final int HOP = SoundStore.SAMPLE_RATE / 100;

    /** The usual level of a stream's bands. */
    static final double STREAM_MEAN = -9.5;

    /** One by how far they are from it. */
    static final double STREAM_INVERSE_DEVIATION = 0.25;

    private static final int LENGTH = SoundStore.SAMPLE_RATE / 40;
    private static final double FLOOR = Math.scalb(1.0, -24);
    private static final double EMPHASIS = 0.97;
    private static final int WARPS = 6;
    private static final double WARP = 1.013;

    private final boolean streams;
    private final List<SpectralFrontEnd> warped = new ArrayList<>(); // the one in the middle is not
    private final SpectralFrontEnd plain;

    SoundFeatures(boolean streams) {
        this.streams = streams;
        for (int i = -WARPS; i <= WARPS; i++) {
            warped.add(frontEnd((int) Math.round(SoundStore.SAMPLE_RATE * Math.pow(WARP, i))));
        }
        this.plain = warped.get(WARPS);
    }

    /** Another rate than that of the sound stretches its frequencies, as a longer or shorter vocal tract would. */
    private SpectralFrontEnd frontEnd(int rate) {
        var frames = new FrameSettings(
                rate,
                1,
                LENGTH,
                HOP,
                FrameSettings.fftSize(LENGTH),
                Window.HANN,
                streams ? Edges.WHOLE : Edges.REFLECT,
                /* dropsLast= */ !streams,
                /* removesMean= */ false,
                EMPHASIS,
                /* emphasisesSignal= */ !streams);
        double highest = Math.min(SoundStore.SAMPLE_RATE, rate) / 2.0;
        var mel = new MelSettings(SoundShape.BANDS, 0, highest, MelSettings.Scale.SLANEY, false, true);
        var levels = streams
                ? new Levels(Normalization.NONE, List.of(STREAM_MEAN), List.of(STREAM_INVERSE_DEVIATION))
                : new Levels(Normalization.PER_FEATURE, List.of(), List.of());
        return new SpectralFrontEnd(
                frames,
                Bins.POWER,
                Optional.of(mel),
                new Logarithm(FLOOR, /* isAdded= */ true),
                Optional.empty(),
                levels);
    }

    /** Returns how many samples make whole frames, so many or a few more. */
    int wholeFrames(int samples) {
        int frame = HOP * SoundShape.STEPS_PER_FRAME;
        int rest = streams ? LENGTH - HOP : 0;
        return Math.max(1, (samples - rest + frame - 1) / frame) * frame + rest;
    }

    /** Returns rows {@code [T][80]}. */
    FloatMatrix of(double[] samples) {
        return plain.rows(samples, samples.length);
    }

    /** Returns rows {@code [T][80]} of a random vocal tract. */
    FloatMatrix warped(double[] samples, RandomGenerator random) {
        return warped.get(random.nextInt(warped.size())).rows(samples, samples.length);
    }
}
