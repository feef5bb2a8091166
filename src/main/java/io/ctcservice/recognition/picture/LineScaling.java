package io.ctcservice.recognition.picture;

import io.ctcservice.core.FloatMatrix;
import java.util.Arrays;
import java.util.List;

/**
 * The input stage of a network for pictures: a line is scaled to a height, its proportions kept unless it is stretched, and each
 * value becomes (x/255 − mean)/deviation. Tall pictures are not turned.
 *
 * @param height of the network's input, in pixels
 * @param channels colours and their order
 * @param mean of each channel, or of all
 * @param deviation of each channel, or of all
 * @param padding value beside the picture, up to a width that is taken
 * @param widthMultiple widths are filled up to a multiple of this
 * @param minWidth and to this at least
 * @param maxWidth wider pictures are squeezed to this; a multiple of {@code widthMultiple}
 * @param scaling how pixels become more or fewer
 * @param placement where the picture is
 */
public record LineScaling(
        int height,
        Channels channels,
        List<Double> mean,
        List<Double> deviation,
        double padding,
        int widthMultiple,
        int minWidth,
        int maxWidth,
        Scaling scaling,
        Placement placement) {

    public LineScaling {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
    }

    /** Returns the values {@code [C·H][W]}: the rows of the first channel, then those of the next. */
    public FloatMatrix apply(Bitmap picture) {
        double proportion = (double) height * picture.width() / picture.height();
        int kept =
                (int) Math.clamp(placement.isCentred() ? Math.rint(proportion) : Math.ceil(proportion), 1.0, maxWidth);
        int lines = placement.isCentred() && proportion > maxWidth
                ? (int) Math.max(1, Math.rint((double) maxWidth * picture.height() / picture.width()))
                : height;
        int width = Math.min(maxWidth, ceilTo(widthMultiple, Math.max(minWidth, kept)));
        int scaled = placement.isStretched() ? width : kept;
        var values = new float[channels.count() * height * width];
        if (scaled < width || lines < height) {
            Arrays.fill(values, (float) padding);
        }
        int left = placement.isCentred() ? Math.ceilDiv(width - scaled, 2) : 0;
        int top = Math.ceilDiv(height - lines, 2);
        var columns = Taps.of(picture.width(), scaled, scaling);
        var rows = Taps.of(picture.height(), lines, scaling);
        var lowered = new float[picture.width()]; // a row at the new height and its old width
        var row = new float[picture.width()];
        for (int c = 0; c < channels.count(); c++) {
            for (int y = 0; y < lines; y++) {
                lower(picture, c, rows, y, row, lowered);
                int line = placement.isUpsideDown() ? height - 1 - top - y : top + y;
                fill(values, (c * height + line) * width + left, c, lowered, columns, scaled);
            }
        }
        return FloatMatrix.adopt(channels.count() * height, width, values);
    }

    private void lower(Bitmap picture, int channel, Taps rows, int y, float[] row, float[] lowered) {
        Arrays.fill(lowered, 0);
        for (int k = 0; k < rows.count(y); k++) {
            picture.copyRow(channels, channel, rows.first(y) + k, row);
            float weight = rows.weight(y, k);
            for (int x = 0; x < row.length; x++) {
                lowered[x] += weight * row[x];
            }
        }
    }

    private void fill(float[] values, int at, int channel, float[] lowered, Taps columns, int scaled) {
        double shift = mean.get(Math.min(channel, mean.size() - 1));
        double divisor = deviation.get(Math.min(channel, deviation.size() - 1));
        for (int x = 0; x < scaled; x++) {
            double pixel = Math.rint(columns.mix(lowered, x)); // pictures hold whole numbers
            values[at + x] = (float) ((pixel / 255 - shift) / divisor);
        }
    }

    private static int ceilTo(int multiple, int width) {
        return Math.ceilDiv(width, multiple) * multiple;
    }
}
