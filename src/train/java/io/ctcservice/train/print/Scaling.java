package io.ctcservice.train.print;

/** Bilinear scaling, with antialiasing where a picture shrinks, or without. */
public final class Scaling {

    private Scaling() {}

    /** Returns the picture {@code height} rows high, its ratio kept, at least {@code minWidth} columns wide. */
    public static Grey toHeight(Grey picture, int height, int minWidth, boolean antialiased) {
        long width = Math.round((double) picture.width() * height / picture.height());
        return scale(picture, (int) Math.max(minWidth, width), height, antialiased);
    }

    /** Returns the picture in another size. */
    public static Grey scale(Grey picture, int width, int height, boolean antialiased) {
        var columns = new Taps(picture.width(), width, antialiased);
        var rows = new Taps(picture.height(), height, antialiased);
        var narrow = new Grey(width, picture.height());
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < width; x++) {
                float sum = 0;
                for (int k = 0; k < columns.count; k++) {
                    sum += columns.weights[x * columns.count + k]
                            * picture.values()[y * picture.width() + columns.index(x, k)];
                }
                narrow.values()[y * width + x] = sum;
            }
        }
        var scaled = new Grey(width, height);
        for (int y = 0; y < height; y++) {
            for (int k = 0; k < rows.count; k++) {
                float weight = rows.weights[y * rows.count + k];
                int from = rows.index(y, k) * width;
                for (int x = 0; weight != 0 && x < width; x++) {
                    scaled.values()[y * width + x] += weight * narrow.values()[from + x];
                }
            }
        }
        return scaled;
    }

    /** The source pixels, and their weights, of every target pixel along one axis. */
    private static final class Taps {

        private final int size;
        private final int count;
        private final int[] first;
        private final float[] weights;

        Taps(int from, int to, boolean antialiased) {
            this.size = from;
            double scale = (double) from / to;
            double reach = antialiased ? Math.max(1, scale) : 1;
            this.count = (int) Math.ceil(2 * reach) + 1;
            this.first = new int[to];
            this.weights = new float[to * count];
            for (int i = 0; i < to; i++) {
                double centre = (i + 0.5) * scale - 0.5;
                first[i] = (int) Math.ceil(centre - reach);
                double sum = 0;
                for (int k = 0; k < count; k++) {
                    sum += weight(centre, first[i] + k, reach);
                }
                for (int k = 0; k < count; k++) {
                    weights[i * count + k] = (float) (weight(centre, first[i] + k, reach) / sum);
                }
            }
        }

        private static double weight(double centre, int pixel, double reach) {
            return Math.max(0, 1 - Math.abs(pixel - centre) / reach);
        }

        int index(int target, int tap) {
            return Math.clamp(first[target] + tap, 0, size - 1);
        }
    }
}
