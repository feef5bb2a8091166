package io.ctcservice.audio.mp3;

/** The decoder of joint stereo, line by line. */
final class Stereo {

    private static final double HALF = Math.sqrt(0.5);

    private final Mp3Header header;
    private final Bands bands;

    Stereo(Mp3Header header, Bands bands) {
        this.header = header;
        this.bands = bands;
    }

    /**
     * Changes two channels in place.
     *
     * @param right side information of the second channel, whose scale factors are directions where it has no lines
     * @param lines how many lines the second channel has before those that are all zeros
     */
    void apply(double[] one, double[] other, Granule right, int lines) {
        var isDirected = new boolean[Coefficients.LINES];
        if (header.isIntensity()) {
            if (right.isShort()) {
                directShort(one, other, right, isDirected);
            } else {
                directLong(one, other, right, lines, isDirected);
            }
        }
        for (int i = 0; header.isMidSide() && i < Coefficients.LINES; i++) {
            if (!isDirected[i]) {
                double middle = one[i];
                double side = other[i];
                one[i] = (middle + side) * HALF;
                other[i] = (middle - side) * HALF;
            }
        }
    }

    private void directLong(double[] one, double[] other, Granule right, int lines, boolean[] isDirected) {
        for (int b = 0; b < 22; b++) {
            if (bands.ofLong(b) >= lines) {
                int from = Math.min(20, b); // the last band is where the one before it is
                direct(
                        one,
                        other,
                        bands.ofLong(b),
                        bands.ofLong(b + 1),
                        right.longScales[from],
                        right.longMost[from],
                        right,
                        isDirected);
            }
        }
    }

    private void directShort(double[] one, double[] other, Granule right, boolean[] isDirected) {
        for (int w = 0; w < 3; w++) {
            boolean isEmpty = true;
            for (int b = 12; b >= (right.isMixed ? 3 : 0) && isEmpty; b--) {
                int width = bands.ofShort(b + 1) - bands.ofShort(b);
                int start = 3 * bands.ofShort(b) + w * width;
                isEmpty = isEmpty(other, start, start + width);
                if (isEmpty) {
                    int from = Math.min(11, b);
                    direct(
                            one,
                            other,
                            start,
                            start + width,
                            right.shortScales[from][w],
                            right.shortMost[from][w],
                            right,
                            isDirected);
                }
            }
        }
    }

    private static boolean isEmpty(double[] lines, int from, int to) {
        for (int i = from; i < to; i++) {
            if (lines[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private void direct(
            double[] one,
            double[] other,
            int from,
            int to,
            int direction,
            int most,
            Granule right,
            boolean[] isDirected) {
        double left;
        double rightPart;
        if (header.isFirstVersion()) {
            if (direction >= 7) {
                return; // no direction
            }
            double ratio = Math.tan(direction * Math.PI / 12);
            left = direction == 6 ? 1 : ratio / (1 + ratio);
            rightPart = direction == 6 ? 0 : 1 / (1 + ratio);
        } else {
            if (direction == most) {
                return;
            }
            double step = (right.scaleCompress & 1) == 0 ? Math.pow(2, -0.25) : HALF;
            int steps = (direction + 1) / 2;
            double damped = Math.pow(step, steps);
            left = direction % 2 == 1 ? damped : 1;
            rightPart = direction % 2 == 1 ? 1 : damped;
        }
        for (int i = from; i < to; i++) {
            other[i] = one[i] * rightPart;
            one[i] *= left;
            isDirected[i] = true;
        }
    }
}
