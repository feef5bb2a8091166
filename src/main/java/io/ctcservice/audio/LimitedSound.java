package io.ctcservice.audio;

import java.io.IOException;

/** A sound that may be only so long. Not thread-safe. */
public final class LimitedSound implements Sound {

    private final Sound sound;
    private final double maxSeconds;
    private final String limit;
    private long left;

    /**
     * @param maxSeconds the longest that is taken
     * @param limit what to call that in a refusal, such as the name of a setting
     */
    public LimitedSound(Sound sound, double maxSeconds, String limit) {
        this.sound = sound;
        this.maxSeconds = maxSeconds;
        this.limit = limit;
        this.left = (long) Math.min(1e15, maxSeconds * sound.sampleRate());
    }

    @Override
    public int sampleRate() {
        return sound.sampleRate();
    }

    @Override
    public int read(double[] samples, int from, int count) throws IOException {
        int got = sound.read(samples, from, count);
        left -= got;
        if (left < 0) {
            throw SoundFormatException.tooLong("a sound of more than " + maxSeconds + " seconds, the limit " + limit);
        }
        return got;
    }
}
