package io.ctcservice.recognition;

import io.ctcservice.audio.Bins;
import io.ctcservice.audio.FrameSettings;
import io.ctcservice.audio.FrameSettings.Edges;
import io.ctcservice.audio.Levels;
import io.ctcservice.audio.MelSettings;
import io.ctcservice.audio.SoundFrontEnd;
import io.ctcservice.audio.SpectralFrontEnd;
import io.ctcservice.audio.SpectralFrontEnd.Cosines;
import io.ctcservice.audio.SpectralFrontEnd.Logarithm;
import io.ctcservice.audio.StackedFrontEnd;
import io.ctcservice.audio.Waveform;
import io.ctcservice.audio.Window;
import io.ctcservice.core.CtcInputException;
import java.util.List;
import java.util.Optional;

/** A factory of front ends for sound from the known properties of a network. */
final class FrontEnds {

    static final String FORM = "sound.form";

    static final String STACK = "sound.stack";
    static final String STACK_HOP = "sound.stack-hop";

    private static final int MOST_STACKED = 64;
    private static final double MOST_HERTZ = 384_000;

    private final NetworkFacts facts;

    FrontEnds(NetworkFacts facts) {
        this.facts = facts;
    }

    /** The kinds of input of a network for sound. */
    enum Form {
        /** The samples. */
        WAVEFORM,
        /** The logarithm of mel bands. */
        FILTER_BANK,
        /** Their cosine transform. */
        MFCC,
        /** The logarithm of the bins of the spectrum. */
        SPECTROGRAM
    }

    // what settings call the two ways that some things can be
    private enum Over {
        SIGNAL,
        FRAME
    }

    private enum Area {
        NONE,
        SLANEY
    }

    private enum Shape {
        HERTZ,
        MEL
    }

    private enum FloorBy {
        MAX,
        ADD
    }

    SoundFrontEnd sound() throws NetworkFaultException {
        facts.required(FORM, NetworkFacts.namesOf(Form.class));
        int sampleRate = facts.integer("sound.sample-rate", 1000, 384_000, "the rate in Hz that it was trained with");
        var form = facts.constant(FORM, Form.FILTER_BANK);
        try {
            return form == Form.WAVEFORM ? waveform(sampleRate) : spectral(form, sampleRate);
        } catch (CtcInputException bad) {
            throw new NetworkFaultException("sound." + bad.field(), String.valueOf(bad.getMessage()));
        }
    }

    private Waveform waveform(int sampleRate) throws NetworkFaultException {
        var normalization = facts.constant(NetworkFacts.NORMALIZATION, Levels.Normalization.NONE);
        if (normalization != Levels.Normalization.NONE && normalization != Levels.Normalization.MEAN_VARIANCE) {
            throw facts.wrong(NetworkFacts.NORMALIZATION, "none or mean-variance for a waveform");
        }
        return new Waveform(
                sampleRate,
                scale(),
                normalization == Levels.Normalization.MEAN_VARIANCE,
                facts.number("sound.epsilon", 0, 1, 1e-7));
    }

    private double scale() throws NetworkFaultException {
        return facts.number("sound.scale", 1e-9, 1e9, 1);
    }

    private SoundFrontEnd spectral(Form form, int sampleRate) throws NetworkFaultException {
        var levels = levels();
        int stack = facts.integer(STACK, 1, MOST_STACKED, 1);
        var front = stack == 1
                ? single(form, sampleRate, levels)
                : new StackedFrontEnd(
                        single(form, sampleRate, new Levels(levels.normalization(), List.of(), List.of())),
                        stack,
                        facts.integer(STACK_HOP, 1, stack, stack),
                        levels.mean(),
                        levels.inverseDeviation());
        requireEach("sound.mean", front.dimension());
        requireEach("sound.inverse-deviation", front.dimension());
        return front;
    }

    private SpectralFrontEnd single(Form form, int sampleRate, Levels levels) throws NetworkFaultException {
        var mel = form == Form.SPECTROGRAM ? Optional.<MelSettings>empty() : Optional.of(mel());
        Optional<Cosines> cosines = form == Form.MFCC
                ? Optional.of(new Cosines(
                        facts.integer("sound.coefficients", 1, 1024, 13), facts.number("sound.lifter", 0, 1000, 0)))
                : Optional.empty();
        double floor = facts.number("sound.floor", Double.MIN_NORMAL, 1e9, 1e-10);
        boolean isAdded = facts.constant("sound.floor-by", FloorBy.MAX) == FloorBy.ADD;
        return new SpectralFrontEnd(
                frames(sampleRate),
                facts.constant("sound.spectrum", Bins.POWER),
                mel,
                new Logarithm(floor, isAdded),
                cosines,
                levels);
    }

    private FrameSettings frames(int sampleRate) throws NetworkFaultException {
        int length = samples("sound.frame-seconds", 0.025, sampleRate);
        return new FrameSettings(
                sampleRate,
                scale(),
                length,
                samples("sound.hop-seconds", 0.010, sampleRate),
                facts.integer("sound.fft-size", 2, FrameSettings.MOST_SAMPLES, FrameSettings.fftSize(length)),
                facts.constant("sound.window", Window.PERIODIC_HANN),
                facts.constant("sound.edges", Edges.WHOLE),
                facts.flag("sound.drop-last", false),
                facts.flag("sound.remove-mean", false),
                facts.number("sound.pre-emphasis", 0, 1, 0),
                facts.constant("sound.pre-emphasis-over", Over.FRAME) == Over.SIGNAL);
    }

    private int samples(String key, double otherwise, int sampleRate) throws NetworkFaultException {
        return (int) Math.round(facts.number(key, 0.0001, 1, otherwise) * sampleRate);
    }

    private MelSettings mel() throws NetworkFaultException {
        return new MelSettings(
                facts.integer("sound.bands", 1, 1024, "the number of mel bands"),
                facts.number("sound.low-frequency", 0, MOST_HERTZ, 0),
                facts.number("sound.high-frequency", -MOST_HERTZ, MOST_HERTZ, 0),
                facts.constant("sound.mel-scale", MelSettings.Scale.HTK),
                facts.constant("sound.mel-shape", Shape.HERTZ) == Shape.MEL,
                facts.constant("sound.mel-area", Area.NONE) == Area.SLANEY);
    }

    private Levels levels() throws NetworkFaultException {
        return new Levels(
                facts.constant(NetworkFacts.NORMALIZATION, Levels.Normalization.NONE),
                facts.numbers("sound.mean", ""),
                facts.numbers("sound.inverse-deviation", ""));
    }

    private void requireEach(String key, int dimension) throws NetworkFaultException {
        List<Double> numbers = facts.numbers(key, "");
        if (numbers.size() > 1 && numbers.size() != dimension) {
            throw new NetworkFaultException(
                    key,
                    "expected one number, or " + dimension + ", one for each value of a row, found " + numbers.size());
        }
    }
}
