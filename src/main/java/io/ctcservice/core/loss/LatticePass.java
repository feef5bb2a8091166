package io.ctcservice.core.loss;

import io.ctcservice.core.Cancellation;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.LogMath;
import java.util.Arrays;

/** What the plain lattice says of the classes: sums of its posteriors over the states of each class. */
final class LatticePass implements ForwardPass {

    private final Emissions emissions;
    private final ExtendedTarget target;
    private final Lattice lattice;

    LatticePass(Emissions emissions, ExtendedTarget target, Lattice lattice) {
        this.emissions = emissions;
        this.target = target;
        this.lattice = lattice;
    }

    @Override
    public double logLikelihood() {
        return lattice.logLikelihood();
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
        if (lattice.logLikelihood() != LogMath.LOG_ZERO) {
            var occupancy = new double[vocabSize];
            for (int t = 0; t < frames; t++) {
                Cancellation.checkAt(t);
                sumOverStates(t, occupancy);
                for (int v = 0; v < vocabSize; v++) {
                    double value = gradient ? emissions.softmax(t, v) - occupancy[v] : occupancy[v];
                    values[t * vocabSize + v] = (float) value;
                }
            }
        }
        return FloatMatrix.adopt(frames, vocabSize, values);
    }

    private void sumOverStates(int t, double[] occupancy) {
        Arrays.fill(occupancy, 0);
        for (int s = 0; s < target.states(); s++) {
            occupancy[target.label(s)] += lattice.posterior().get(t, s);
        }
    }
}
