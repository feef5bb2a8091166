package io.ctcservice.plot;

import java.util.Arrays;

/** A grid of colours 0xRRGGBB that can be drawn on. Confined to one thread until finished. */
final class Pixels {

    private final int width;
    private final int height;
    private final int[] colours;

    Pixels(int width, int height, int colour) {
        this.width = width;
        this.height = height;
        this.colours = new int[Math.multiplyExact(width, height)];
        Arrays.fill(colours, colour);
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    int get(int x, int y) {
        return colours[y * width + x];
    }

    /** Fills a rectangle; parts outside the grid are ignored. */
    void fill(int x, int y, int boxWidth, int boxHeight, int colour) {
        int left = Math.max(0, x);
        int right = Math.min(width, x + boxWidth);
        for (int row = Math.max(0, y); row < Math.min(height, y + boxHeight) && left < right; row++) {
            Arrays.fill(colours, row * width + left, row * width + right, colour);
        }
    }

    /**
     * Blends a colour over a pixel, which shows through where coverage is below 1; outside the grid nothing happens.
     */
    void blend(int x, int y, int colour, double coverage) {
        if (x < 0 || y < 0 || x >= width || y >= height || coverage <= 0) {
            return;
        }
        int i = y * width + x;
        double share = Math.min(1.0, coverage);
        colours[i] = mix(colours[i], colour, share, 16)
                | mix(colours[i], colour, share, 8)
                | mix(colours[i], colour, share, 0);
    }

    private static int mix(int under, int over, double share, int shift) {
        int from = under >> shift & 0xff;
        int to = over >> shift & 0xff;
        return (int) Math.round(from + (to - from) * share) << shift;
    }
}
