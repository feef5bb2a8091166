package io.ctcservice.config;

import io.ctcservice.core.math.Kernels;

/** The switch between plain loops and vectors: that of {@link Kernels}, for all of this JVM. */
interface VectorSwitch {

    /** Has everything run in plain loops from now on. */
    void defer();

    /** Returns whether this thread uses plain loops for now. */
    boolean isDeferred();

    /** Runs something on vectors in spite of that. */
    void runOnVectors(Runnable work);

    /** Has everything run on vectors from now on. */
    void use();

    /** Returns the switch of this JVM. */
    static VectorSwitch ofKernels() {
        return new VectorSwitch() {
            @Override
            public void defer() {
                Kernels.deferVectors();
            }

            @Override
            public boolean isDeferred() {
                return Kernels.areVectorsDeferred();
            }

            @Override
            public void runOnVectors(Runnable work) {
                Kernels.runOnVectors(work);
            }

            @Override
            public void use() {
                Kernels.useVectors();
            }
        };
    }
}
