package io.ctcservice.plot;

import io.ctcservice.core.Counted;
import io.ctcservice.core.FloatMatrix;
import java.util.List;
import java.util.stream.IntStream;

/** A heat map of features: frames on the x axis, dimension upwards. */
public final class FeaturePicture {

    private FeaturePicture() {}

    /**
     * Returns the picture.
     *
     * @param text the text of the features, for the title
     * @param features {@code [T][D]}, finite, T and D at least 1
     * @param symbols which frames belong to which symbol, drawn below
     */
    public static Picture of(String text, FloatMatrix features, List<Span> symbols) {
        var frames = Axis.fit(features.rows(), PictureSize.WIDEST, PictureSize.LARGEST_FRAME);
        var dimensions = Axis.fit(features.columns(), PictureSize.HIGHEST, PictureSize.LARGEST_ROW);
        Grid grid = features::get;
        var cells = grid.peaks(frames, dimensions);
        return HeatMapPainter.paint(new HeatMap(
                "Features of “" + Symbols.text(text) + "”",
                Counted.of(features.rows(), "frame") + " of " + Counted.of(features.columns(), "dimension"),
                frames,
                dimensions,
                true,
                cells,
                ValueScale.linear(cells),
                "feature value",
                IntStream.range(0, features.columns())
                        .mapToObj(Integer::toString)
                        .toList(),
                "dimension",
                List.of(new Strip("symbol", symbols)),
                List.of()));
    }
}
