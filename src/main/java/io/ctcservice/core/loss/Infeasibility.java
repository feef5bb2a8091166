package io.ctcservice.core.loss;

import io.ctcservice.core.Cancellation;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.Labels;
import io.ctcservice.core.LogMath;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The reason why a target has probability 0.
 *
 * @param reason the cause
 * @param repeats positions u &gt;= 1 in the target whose label equals the one before, each of which costs a frame
 * @param impossible where the classes of the target have probability 0; empty where there are too few frames
 */
public record Infeasibility(Reason reason, List<Integer> repeats, List<ImpossibleClass> impossible) {

    /** The two causes of a probability of 0. */
    public enum Reason {
        /** T &lt; U + R. */
        TOO_FEW_FRAMES,
        /** Enough frames, but every path meets a class of probability 0. */
        ZERO_PROBABILITY
    }

    /**
     * A class of the target, or the blank, that has probability 0 in some frames.
     *
     * @param label class index
     * @param frameCount number of frames in which its probability is 0
     * @param firstFrames the first of these, at most {@value #LISTED_FRAMES}
     */
    public record ImpossibleClass(int label, int frameCount, List<Integer> firstFrames) {

        static final int LISTED_FRAMES = 10;

        public ImpossibleClass {
            firstFrames = List.copyOf(firstFrames);
        }
    }

    public Infeasibility {
        repeats = List.copyOf(repeats);
        impossible = List.copyOf(impossible);
    }

    /** Returns the reason why this target has probability 0; call it only if it has. */
    static Infeasibility explain(Emissions emissions, ExtendedTarget target) {
        Labels labels = target.labels();
        var repeats = IntStream.range(1, labels.length())
                .filter(u -> labels.get(u) == labels.get(u - 1))
                .boxed()
                .toList();
        return target.fits(emissions.frames())
                ? new Infeasibility(Reason.ZERO_PROBABILITY, repeats, impossibleClasses(emissions, target))
                : new Infeasibility(Reason.TOO_FEW_FRAMES, repeats, List.of());
    }

    private static List<ImpossibleClass> impossibleClasses(Emissions emissions, ExtendedTarget target) {
        var impossible = new ArrayList<ImpossibleClass>();
        IntStream.range(0, target.states()).map(target::label).distinct().forEach(label -> {
            Cancellation.check();
            int[] frames = IntStream.range(0, emissions.frames())
                    .filter(t -> emissions.logProb(t, label) == LogMath.LOG_ZERO)
                    .toArray();
            if (frames.length > 0) {
                var first = IntStream.of(frames)
                        .limit(ImpossibleClass.LISTED_FRAMES)
                        .boxed()
                        .toList();
                impossible.add(new ImpossibleClass(label, frames.length, first));
            }
        });
        return impossible;
    }
}
