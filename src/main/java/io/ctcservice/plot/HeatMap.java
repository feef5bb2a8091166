package io.ctcservice.plot;

import io.ctcservice.core.DoubleMatrix;
import java.util.List;

/**
 * The content of a picture: a matrix as colours, frames to the right, with its explanations.
 *
 * @param title first line
 * @param subtitle second line, paler
 * @param frames across
 * @param rows downwards, or upwards where {@code upwards}
 * @param upwards whether row 0 is the lowest
 * @param cells a value for each cell of both axes, {@code [cells of rows][cells of frames]}
 * @param scale their colours
 * @param unit what stands beside the colour bar
 * @param rowLabels a label for each row
 * @param rowCaption what the rows are
 * @param strips below
 * @param path for each frame the row that a line is drawn through; empty for none
 */
record HeatMap(
        String title,
        String subtitle,
        Axis frames,
        Axis rows,
        boolean upwards,
        DoubleMatrix cells,
        ValueScale scale,
        String unit,
        List<String> rowLabels,
        String rowCaption,
        List<Strip> strips,
        List<Integer> path) {

    HeatMap {
        rowLabels = List.copyOf(rowLabels);
        strips = List.copyOf(strips);
        path = List.copyOf(path);
    }

    /** Returns the cells in their colours, each as large as the axes say. */
    Pixels pixels() {
        var pixels = new Pixels(frames.length(), rows.length(), ValueScale.LOG_ZERO_COLOUR);
        for (int line = 0; line < cells.rows(); line++) {
            int y = (upwards ? cells.rows() - 1 - line : line) * rows.cellSize();
            for (int column = 0; column < cells.columns(); column++) {
                int colour = scale.colour(cells.get(line, column));
                pixels.fill(column * frames.cellSize(), y, frames.cellSize(), rows.cellSize(), colour);
            }
        }
        return pixels;
    }

    /** Returns the middle of a row, in pixels from the top. */
    double middleOfRow(int row) {
        double down = rows.at(row + 0.5);
        return upwards ? rows.length() - down : down;
    }
}
