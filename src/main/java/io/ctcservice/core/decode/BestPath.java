package io.ctcservice.core.decode;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.kernel.Kernels;
import io.ctcservice.core.kernel.RowKernel;

/** The most probable path of all: in each frame its most probable class, the lowest of equals. */
final class BestPath {

    private BestPath() {}

    /** Returns the class of each frame. O(T·V). */
    static int[] of(Emissions emissions) {
        RowKernel kernel = Kernels.rowKernel();
        int vocabSize = emissions.vocabSize();
        float[] scores = emissions.scores().borrowArray();
        var path = new int[emissions.frames()];
        for (int t = 0; t < path.length; t++) {
            path[t] = kernel.argmax(scores, t * vocabSize, vocabSize);
        }
        return path;
    }

    /** Returns the sum of ln p_t over the frames of a path. */
    static double logProb(Emissions emissions, int[] path) {
        double sum = 0;
        for (int t = 0; t < path.length; t++) {
            sum += emissions.logProb(t, path[t]);
        }
        return sum;
    }
}
