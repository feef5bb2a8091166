package io.ctcservice.recognition;

import io.ctcservice.audio.SoundFrontEnd;
import io.ctcservice.core.PlainNumber;
import java.util.Optional;

/** A finder of the duration of a frame of a speech network: as it is stated, else as the first run showed it. */
final class FrameDuration {

    private static final String SECONDS = "seconds-per-frame";
    private static final long LONGEST = 2; // seconds

    private final NetworkFacts facts;
    private final SoundFrontEnd frontEnd;
    private final FirstRun run;
    private final OutputLayout layout;

    FrameDuration(NetworkFacts facts, SoundFrontEnd frontEnd, FirstRun run, OutputLayout layout) {
        this.facts = facts;
        this.frontEnd = frontEnd;
        this.run = run;
        this.layout = layout;
    }

    /**
     * Returns the number of samples from one frame to the next, at least 1.
     *
     * @throws NetworkFaultException if nothing tells it, or what does cannot be
     */
    int samples() throws NetworkFaultException {
        offer();
        double seconds = facts.number(SECONDS)
                .orElseThrow(() -> NetworkFacts.missing(SECONDS, "the time from one frame to the next"));
        long samples = Math.round(seconds * frontEnd.sampleRate());
        boolean isPossible = samples >= 1 && samples <= LONGEST * frontEnd.sampleRate();
        if (!isPossible || !run.fits((double) samples / frontEnd.hop(), layout)) {
            throw refused(isPossible);
        }
        return Math.toIntExact(samples);
    }

    /** Returns a warning where the first run showed another duration than {@link #samples} returned. */
    Optional<String> warning(int samples) throws NetworkFaultException {
        var measured = measured().filter(shown -> shown != samples);
        if (measured.isEmpty()) {
            return Optional.empty();
        }
        double stated = facts.number(SECONDS).orElseThrow();
        return Optional.of(SECONDS + " of " + PlainNumber.of(stated) + ", but its first run showed "
                + PlainNumber.of(seconds(measured.get())) + ": times may drift");
    }

    private void offer() throws NetworkFaultException {
        var subsampling = facts.number(NetworkFacts.SUBSAMPLING);
        if (subsampling.isPresent()) {
            String stated = PlainNumber.of(seconds(subsampling.get() * frontEnd.hop()));
            facts.offer(SECONDS, stated, facts.source(NetworkFacts.SUBSAMPLING));
        }
        measured().ifPresent(samples -> facts.offer(SECONDS, PlainNumber.of(seconds(samples)), "the first run"));
    }

    /** Returns the samples of a frame in the first run, if it showed them. */
    private Optional<Long> measured() {
        return run.rowsPerFrame(layout).map(rows -> (long) rows * frontEnd.hop());
    }

    private double seconds(double samples) {
        return samples / frontEnd.sampleRate();
    }

    private NetworkFaultException refused(boolean isPossible) {
        double mean = run.meanRowsPerFrame(layout);
        if (Double.isInfinite(mean)) {
            return isPossible
                    ? facts.wrong(
                            FirstRun.LAYOUT,
                            "one in which two seconds of sound have more frames than one; the first run gave "
                                    + run.frames(layout) + " for both")
                    : facts.wrong(SECONDS, "a positive number of " + LONGEST + " at most");
        }
        float seconds = (float) seconds(mean * frontEnd.hop());
        return facts.wrong(SECONDS, "about " + PlainNumber.of(seconds) + ", as the first run showed");
    }
}
