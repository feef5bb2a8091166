package io.ctcservice.train.print;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** A generator of lines: line {@code i} of a seed is always the same, given the same fonts and texts. Thread-safe. */
public final class LineMaker {

    private static final RandomGeneratorFactory<RandomGenerator> RANDOM = RandomGeneratorFactory.of("L64X128MixRandom");

    private final LineText text;
    private final LinePainter painter;
    private final long seed;

    private LineMaker(LineText text, LinePainter painter, long seed) {
        this.text = text;
        this.painter = painter;
        this.seed = seed;
    }

    /**
     * Returns a maker of lines for training, or for tests: those have fonts and texts that training never sees.
     *
     * @throws IOException if fonts or texts cannot be read
     */
    public static LineMaker of(List<Path> fonts, Path texts, Path lists, long seed, boolean forTests)
            throws IOException {
        var alphabet = new PrintAlphabet();
        var stock = WordStock.read(texts, lists, alphabet, forTests);
        return new LineMaker(new LineText(stock, alphabet), new LinePainter(FontShelf.load(fonts, forTests)), seed);
    }

    /** Returns line number {@code index}, of at most {@code longest} characters. */
    public PrintedLine make(long index, int longest) {
        return make(index, longest, Degradation::apply);
    }

    /** Returns line number {@code index} as it comes from a good scanner. */
    public PrintedLine makeClean(long index) {
        return make(index, Integer.MAX_VALUE, Degradation::slight);
    }

    private PrintedLine make(long index, int longest, BiFunction<Grey, RandomGenerator, Grey> wear) {
        RandomGenerator random = RANDOM.create(seed * 0x9E3779B97F4A7C15L + index);
        String drawn = text.draw(random, longest);
        LinePainter.Painting painting = painter.paint(drawn, random);
        Grey degraded = wear.apply(painting.picture(), random);
        float[] values = degraded.values();
        for (int i = 0; i < values.length; i++) { // as a file of 8 bits would have it
            values[i] = Math.round(255 * Math.clamp(values[i], 0f, 1f)) / 255f;
        }
        return new PrintedLine(degraded, drawn, painting.places());
    }
}
