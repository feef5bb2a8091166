package io.ctcservice.core.loss;

import io.ctcservice.core.Cancellation;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.LogMath;
import java.util.Arrays;

/**
 * The backward pass of the plain recursions: sums of the posteriors over the states of each class. Holds a few rows of
 * ln α at a time and recomputes the others.
 */
final class PlainPass implements ForwardPass {

    private final Emissions emissions;
    private final ExtendedTarget target;
    private final Checkpoints<LogRow> rows;
    private final Alpha alpha;
    private final LogRow last;
    private final double logLikelihood;

    /** @param levelBytes as {@link Checkpoints} */
    PlainPass(Emissions emissions, ExtendedTarget target, long levelBytes) {
        this.emissions = emissions;
        this.target = target;
        this.alpha = new Alpha(emissions, target);
        this.rows = new Checkpoints<>(emissions.frames(), 2L * Double.BYTES * target.states(), levelBytes);
        rows.run(alpha);
        this.last = alpha.save(null);
        this.logLikelihood = LogForward.logSumOfLastTwo(last);
    }

    /** The forward recursion of ln α, frame by frame. */
    private static final class Alpha extends LogRowWalk {

        private final Emissions emissions;
        private final ExtendedTarget target;

        Alpha(Emissions emissions, ExtendedTarget target) {
            super(LogForward.startRow(target));
            this.emissions = emissions;
            this.target = target;
        }

        @Override
        protected void advance(LogRow before, LogRow after, int t) {
            LogForward.advance(before, after, emissions, t, target);
        }
    }

    @Override
    public double logLikelihood() {
        return logLikelihood;
    }

    @Override
    public FloatMatrix occupancy() {
        return matrix(false);
    }

    @Override
    public FloatMatrix gradient() {
        return matrix(true);
    }

    private FloatMatrix matrix(boolean gradient) {
        int frames = emissions.frames();
        int vocabSize = emissions.vocabSize();
        var values = new float[frames * vocabSize];
        if (logLikelihood != LogMath.LOG_ZERO) {
            var occupancy = new double[vocabSize];
            var posterior = new double[target.states()];
            var after = ForwardBackward.endRow(target);
            var before = new LogRow(after.states());
            for (int t = frames - 1; t >= 0; t--) {
                Cancellation.checkAt(t);
                ForwardBackward.retreat(after, before, target);
                before.posterior(t + 1 < frames ? rows.before(alpha, t + 1) : last, posterior);
                sumOverStates(posterior, occupancy);
                write(values, t, occupancy, gradient);
                before.emit(emissions, t, target);
                var swap = after;
                after = before;
                before = swap;
            }
        }
        return FloatMatrix.adopt(frames, vocabSize, values);
    }

    private void sumOverStates(double[] posterior, double[] occupancy) {
        Arrays.fill(occupancy, 0);
        for (int s = 0; s < posterior.length; s++) {
            occupancy[target.label(s)] += posterior[s];
        }
    }

    private void write(float[] values, int t, double[] occupancy, boolean gradient) {
        int row = t * occupancy.length;
        for (int v = 0; v < occupancy.length; v++) {
            values[row + v] = (float) (gradient ? emissions.softmax(t, v) - occupancy[v] : occupancy[v]);
        }
    }
}
