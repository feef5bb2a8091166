package io.ctcservice.train;

import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;

/** A network that is trained with CTC. */
abstract class CtcNetwork extends Module {

    CtcNetwork(String name) {
        super(name);
    }

    /** Returns logits {@code [T][N][V]} of N inputs of the same size. */
    abstract Tensor forward(Tensor inputs);
}
