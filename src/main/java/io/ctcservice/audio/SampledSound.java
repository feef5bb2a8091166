package io.ctcservice.audio;

/** Samples in memory. */
final class SampledSound implements Sound {

    private final int sampleRate;
    private final double[] samples;
    private int position = 0;

    SampledSound(int sampleRate, double[] samples) {
        this.sampleRate = sampleRate;
        this.samples = samples;
    }

    @Override
    public int sampleRate() {
        return sampleRate;
    }

    @Override
    public int read(double[] target, int from, int count) {
        int got = Math.min(count, samples.length - position);
        System.arraycopy(samples, position, target, from, got);
        position += got;
        return got;
    }
}
