package io.ctcservice.core.align;

import io.ctcservice.core.Cancellation;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.LogMath;
import io.ctcservice.core.loss.Infeasibility.Reason;
import java.util.OptionalInt;

/**
 * The reason why a target cannot be aligned, and the part of it that does not fit.
 *
 * @param reason which of the two ways
 * @param token the first token for which there is no place, in {@code [0, U]}; U where all tokens have a place but the
 *     frames after them cannot be blank
 * @param frame the first frame in which no prefix of the target is possible; empty where there are too few frames,
 *     or where a prefix is possible in every frame but never the whole target
 * @param minFrames U + R, the least T for this target
 */
public record AlignmentInfeasibility(Reason reason, int token, OptionalInt frame, int minFrames) {

    /** Returns the reason why there is no alignment of this target; call it only if there is none. O(T·U) at most. */
    public static AlignmentInfeasibility explain(Emissions emissions, AlignmentTarget target) {
        int minFrames = target.minFrames();
        if (emissions.frames() < minFrames) {
            int fitting = 0;
            int needed = 0;
            while (needed + cost(target, fitting) <= emissions.frames()) {
                needed += cost(target, fitting++);
            }
            return new AlignmentInfeasibility(Reason.TOO_FEW_FRAMES, fitting, OptionalInt.empty(), minFrames);
        }
        return zeroProbability(emissions, target, minFrames);
    }

    /** Returns the number of frames that label {@code u} adds to the minimum. */
    private static int cost(AlignmentTarget target, int u) {
        return u == 0 || target.canFollow(u) ? 1 : 2;
    }

    /** Follows the states that can be reached at all, without their probabilities. */
    private static AlignmentInfeasibility zeroProbability(Emissions emissions, AlignmentTarget target, int minFrames) {
        int length = target.length();
        var gaps = new boolean[length + 1];
        var labels = new boolean[length + 1]; // labels[u + 1] is label u
        gaps[0] = true;
        var frame = new FrameScores(emissions, target);
        int reached = 0;
        for (int t = 0; t < emissions.frames(); t++) {
            Cancellation.checkAt(t);
            frame.read(t);
            boolean alive = false;
            for (int u = Math.min(length, t); u >= 0; u--) {
                if (u < length) {
                    boolean from = labels[u + 1] || gaps[u] || (labels[u] && target.canFollow(u));
                    labels[u + 1] = from && frame.label(u) > LogMath.LOG_ZERO;
                    reached = labels[u + 1] ? Math.max(reached, u + 1) : reached;
                }
                double gapScore = target.absorbs(u) ? frame.best() : frame.blank();
                gaps[u] = (gaps[u] || labels[u]) && gapScore > LogMath.LOG_ZERO;
                alive |= gaps[u] || (u < length && labels[u + 1]);
            }
            if (!alive) {
                return new AlignmentInfeasibility(Reason.ZERO_PROBABILITY, reached, OptionalInt.of(t), minFrames);
            }
        }
        return new AlignmentInfeasibility(Reason.ZERO_PROBABILITY, reached, OptionalInt.empty(), minFrames);
    }
}
