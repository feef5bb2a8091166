package io.ctcservice.core.loss;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.LogMath;

/** The pass of an infeasible target: no path of T frames collapses to it. */
record ImpossiblePass(Emissions emissions) implements ForwardPass {

    @Override
    public double logLikelihood() {
        return LogMath.LOG_ZERO;
    }

    @Override
    public FloatMatrix occupancy() {
        int frames = emissions.frames();
        int vocabSize = emissions.vocabSize();
        return FloatMatrix.adopt(frames, vocabSize, new float[frames * vocabSize]);
    }

    @Override
    public FloatMatrix gradient() {
        return occupancy();
    }
}
