package io.ctcservice.plot;

import io.ctcservice.core.DoubleMatrix;
import java.util.List;

/**
 * A heat map of the forward variable: frames on the x axis, states of the extended target downwards, as in the figure
 * of the paper.
 *
 * @see <a href="https://www.cs.toronto.edu/~graves/icml_2006.pdf">Graves et al. 2006, figure 3</a>
 */
public final class LatticePicture {

    /** The range of colours in nats below the most probable state of a frame. */
    private static final double DEPTH = 25;

    /** The additional range for each frame: in a longer utterance, the states differ more. */
    private static final double DEPTH_PER_FRAME = 0.05;

    private LatticePicture() {}

    /**
     * Returns the picture.
     *
     * @param title first line
     * @param subtitle second line
     * @param logAlpha {@code [T][S]} in nats, T and S at least 1; log zero is minus infinity
     * @param states the symbol of each state, made visible
     * @param bestPath the state of each frame; empty if there is no path
     */
    public static Picture of(
            String title, String subtitle, DoubleMatrix logAlpha, List<String> states, List<Integer> bestPath) {
        var frames = Axis.fit(logAlpha.rows(), PictureSize.WIDEST, PictureSize.LARGEST_FRAME);
        var rows = Axis.fit(logAlpha.columns(), PictureSize.HIGHEST, PictureSize.LARGEST_ROW);
        Grid grid = logAlpha::get;
        var cells = grid.peaks(frames, rows);
        return HeatMapPainter.paint(new HeatMap(
                title,
                subtitle,
                frames,
                rows,
                false,
                cells,
                ValueScale.logarithmic(cells, floor(logAlpha)),
                "ln α (nats)",
                states,
                "state",
                List.of(),
                bestPath));
    }

    /** Returns a value far below the greatest of every frame. */
    private static double floor(DoubleMatrix logAlpha) {
        double floor = 0;
        var row = new double[logAlpha.columns()];
        for (int t = 0; t < logAlpha.rows(); t++) {
            logAlpha.copyRow(t, row);
            double greatest = Double.NEGATIVE_INFINITY;
            for (double value : row) {
                greatest = Math.max(greatest, value);
            }
            if (greatest != Double.NEGATIVE_INFINITY) {
                floor = Math.min(floor, greatest);
            }
        }
        return floor - DEPTH - DEPTH_PER_FRAME * logAlpha.rows();
    }
}
