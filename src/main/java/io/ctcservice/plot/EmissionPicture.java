package io.ctcservice.plot;

import io.ctcservice.core.Counted;
import io.ctcservice.core.Emissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** A heat map of emissions as log-probabilities: frames on the x axis, symbols downwards, the tokens below. */
public final class EmissionPicture {

    /** The range of colours in nats below a probability of 1: e^-12 is 6e-6. */
    private static final double DEPTH = 12;

    private static final int MOST_CLASSES = 64;

    private EmissionPicture() {}

    /**
     * Returns the picture.
     *
     * @param title first line
     * @param emissions T frames of V classes; of more than 64 classes the 64 that peak highest are drawn
     * @param symbols the V symbols, made visible
     * @param blank class index of the blank
     * @param framePath the class of each frame; empty for none
     * @param tokens where each label is; empty for none
     */
    public static Picture of(
            String title, Emissions emissions, List<String> symbols, int blank, int[] framePath, List<Span> tokens) {
        var classes = classesThatPeak(emissions);
        var frames = Axis.fit(emissions.frames(), PictureSize.WIDEST, PictureSize.LARGEST_FRAME);
        var rows = Axis.fit(classes.size(), MOST_CLASSES * PictureSize.LARGEST_ROW, rowHeight(classes.size()));
        Grid grid = (t, row) -> emissions.logProb(t, classes.get(row));
        var cells = grid.peaks(frames, rows);
        return HeatMapPainter.paint(new HeatMap(
                title,
                subtitle(emissions, classes.size()),
                frames,
                rows,
                false,
                cells,
                ValueScale.logarithmic(cells, -DEPTH),
                "ln p (nats)",
                classes.stream().map(symbols::get).toList(),
                "symbol",
                strips(symbols, blank, framePath, tokens),
                List.of()));
    }

    private static int rowHeight(int classes) {
        return classes <= 36 ? PictureSize.LARGEST_ROW - 2 : 14;
    }

    private static String subtitle(Emissions emissions, int drawn) {
        String size = Counted.of(emissions.frames(), "frame") + " of " + Counted.of(emissions.vocabSize(), "class");
        return drawn == emissions.vocabSize() ? size : size + "; the " + drawn + " that peak highest are drawn";
    }

    private static List<Integer> classesThatPeak(Emissions emissions) {
        var all = IntStream.range(0, emissions.vocabSize()).boxed();
        if (emissions.vocabSize() <= MOST_CLASSES) {
            return all.toList();
        }
        var peaks = new double[emissions.vocabSize()];
        for (int v = 0; v < peaks.length; v++) {
            peaks[v] = Double.NEGATIVE_INFINITY;
            for (int t = 0; t < emissions.frames(); t++) {
                peaks[v] = Math.max(peaks[v], emissions.logProb(t, v));
            }
        }
        return all.sorted(Comparator.comparingDouble((Integer v) -> -peaks[v]))
                .limit(MOST_CLASSES)
                .sorted()
                .toList();
    }

    private static List<Strip> strips(List<String> symbols, int blank, int[] framePath, List<Span> tokens) {
        var strips = new ArrayList<Strip>();
        if (framePath.length > 0) {
            strips.add(new Strip("path", runs(symbols, blank, framePath)));
        }
        if (!tokens.isEmpty()) {
            strips.add(new Strip("tokens", tokens));
        }
        return strips;
    }

    /** Returns the path as runs of equal classes. */
    private static List<Span> runs(List<String> symbols, int blank, int[] framePath) {
        var runs = new ArrayList<Span>();
        int start = 0;
        for (int t = 1; t <= framePath.length; t++) {
            if (t == framePath.length || framePath[t] != framePath[start]) {
                int label = framePath[start];
                runs.add(new Span(symbols.get(label), start, t, label == blank));
                start = t;
            }
        }
        return runs;
    }
}
