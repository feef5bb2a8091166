package io.ctcservice.plot;

import io.ctcservice.core.DoubleMatrix;
import io.ctcservice.core.loss.Lattice;
import java.util.List;

/**
 * A heat map of a lattice: frames on the x axis, states of the extended target downwards, as in the figure of the paper.
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
     * @param lattice T frames and S states, at least 1 each
     * @param quantity what is shown of it
     * @param states the symbol of each state, made visible
     * @param bestPath the state of each frame; empty if there is no path
     */
    public static Picture of(
            String title,
            String subtitle,
            Lattice lattice,
            LatticeQuantity quantity,
            List<String> states,
            List<Integer> bestPath) {
        var matrix = quantity.of(lattice);
        var frames = Axis.fit(matrix.rows(), PictureSize.WIDEST, PictureSize.LARGEST_FRAME);
        var rows = Axis.fit(matrix.columns(), PictureSize.HIGHEST, PictureSize.LARGEST_ROW);
        Grid grid = matrix::get;
        var cells = grid.peaks(frames, rows);
        return HeatMapPainter.paint(new HeatMap(
                title,
                subtitle,
                frames,
                rows,
                false,
                cells,
                quantity.logarithmic() ? ValueScale.logarithmic(cells, floor(matrix)) : ValueScale.probabilities(),
                quantity.unit(),
                states,
                "state",
                List.of(),
                bestPath));
    }

    /** Returns a value far below the greatest of every frame. */
    private static double floor(DoubleMatrix matrix) {
        double floor = 0;
        var row = new double[matrix.columns()];
        for (int t = 0; t < matrix.rows(); t++) {
            matrix.copyRow(t, row);
            double greatest = Double.NEGATIVE_INFINITY;
            for (double value : row) {
                greatest = Math.max(greatest, value);
            }
            if (greatest != Double.NEGATIVE_INFINITY) {
                floor = Math.min(floor, greatest);
            }
        }
        return floor - DEPTH - DEPTH_PER_FRAME * matrix.rows();
    }
}
