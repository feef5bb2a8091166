package io.ctcservice.train;

/**
 * The learning rate over the steps: linear warm-up, then a cosine decay to a fiftieth of the peak.
 *
 * @param from step with which this cycle began
 * @param to step with which it ends
 * @param peak highest rate
 */
record Schedule(long from, long to, double peak) {

    private static final int WARM_UP = 200;
    private static final double FLOOR = 0.02;

    double rate(long step) {
        double done = Math.clamp((double) (step - from) / Math.max(1, to - from), 0.0, 1.0);
        double cosine = FLOOR + (1 - FLOOR) * 0.5 * (1 + Math.cos(Math.PI * done));
        return peak * Math.min(1, (step - from + 1.0) / WARM_UP) * cosine;
    }
}
