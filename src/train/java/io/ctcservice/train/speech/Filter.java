package io.ctcservice.train.speech;

/**
 * A filter of second order.
 *
 * @see <a href="https://www.w3.org/TR/audio-eq-cookbook/">Bristow-Johnson: Cookbook formulae for audio EQ biquad filter
 *     coefficients</a>
 */
record Filter(double b0, double b1, double b2, double a1, double a2) {

    private static final double FLAT = Math.sqrt(0.5);

    private static Filter of(double b0, double b1, double b2, double a0, double a1, double a2) {
        return new Filter(b0 / a0, b1 / a0, b2 / a0, a1 / a0, a2 / a0);
    }

    static Filter lowPass(double hertz) {
        double cos = Math.cos(angle(hertz));
        double alpha = Math.sin(angle(hertz)) / (2 * FLAT);
        return of((1 - cos) / 2, 1 - cos, (1 - cos) / 2, 1 + alpha, -2 * cos, 1 - alpha);
    }

    static Filter highPass(double hertz) {
        double cos = Math.cos(angle(hertz));
        double alpha = Math.sin(angle(hertz)) / (2 * FLAT);
        return of((1 + cos) / 2, -(1 + cos), (1 + cos) / 2, 1 + alpha, -2 * cos, 1 - alpha);
    }

    /** Returns a peaking filter, which raises or lowers the level around a frequency. */
    static Filter peak(double hertz, double decibels, double quality) {
        double cos = Math.cos(angle(hertz));
        double alpha = Math.sin(angle(hertz)) / (2 * quality);
        double gain = Math.pow(10, decibels / 40);
        return of(1 + alpha * gain, -2 * cos, 1 - alpha * gain, 1 + alpha / gain, -2 * cos, 1 - alpha / gain);
    }

    private static double angle(double hertz) {
        return 2 * Math.PI * hertz / SoundStore.SAMPLE_RATE;
    }

    /** Filters a sound in place. */
    void apply(double[] sound) {
        double x1 = 0;
        double x2 = 0;
        double y1 = 0;
        double y2 = 0;
        for (int n = 0; n < sound.length; n++) {
            double y = b0 * sound[n] + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2;
            x2 = x1;
            x1 = sound[n];
            y2 = y1;
            y1 = y;
            sound[n] = y;
        }
    }
}
