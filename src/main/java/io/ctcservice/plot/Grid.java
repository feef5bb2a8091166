package io.ctcservice.plot;

import io.ctcservice.core.DoubleMatrix;
import java.util.Arrays;

/** A matrix of values over frames and rows. */
@FunctionalInterface
interface Grid {

    double at(int frame, int row);

    /**
     * Returns one value for each cell of a picture, {@code [cells of rows][cells of frames]}: the greatest of those
     * that share it, so that no peak is lost. Cost: each value is read once.
     */
    default DoubleMatrix peaks(Axis frames, Axis rows) {
        var peaks = new double[rows.cells() * frames.cells()];
        Arrays.fill(peaks, Double.NEGATIVE_INFINITY);
        for (int t = 0; t < frames.count(); t++) {
            for (int row = 0; row < rows.count(); row++) {
                int cell = row / rows.perCell() * frames.cells() + t / frames.perCell();
                peaks[cell] = Math.max(peaks[cell], at(t, row));
            }
        }
        return DoubleMatrix.adopt(rows.cells(), frames.cells(), peaks);
    }
}
