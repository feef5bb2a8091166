package io.ctcservice.plot;

import io.ctcservice.core.FloatMatrix;
import java.util.List;

/** A heat map of the features of a sound: frames on the x axis, lowest band or coefficient at the bottom. */
public final class SpectrogramPicture {

    private SpectrogramPicture() {}

    /**
     * Returns the picture.
     *
     * @param title first line
     * @param subtitle second line
     * @param features {@code [T][D]}, finite, T and D at least 1
     * @param dimensions a label for each of the D dimensions
     * @param caption what these are
     * @param unit of the features
     */
    public static Picture of(
            String title, String subtitle, FloatMatrix features, List<String> dimensions, String caption, String unit) {
        var frames = Axis.fit(features.rows(), PictureSize.WIDEST, PictureSize.LARGEST_FRAME);
        var rows = Axis.fit(features.columns(), PictureSize.HIGHEST, PictureSize.LARGEST_ROW);
        Grid grid = features::get;
        var cells = grid.peaks(frames, rows);
        return HeatMapPainter.paint(new HeatMap(
                title,
                subtitle,
                frames,
                rows,
                true,
                cells,
                ValueScale.linear(cells),
                unit,
                dimensions,
                caption,
                List.of(),
                List.of()));
    }
}
