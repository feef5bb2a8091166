package io.ctcservice.train;

import static org.bytedeco.pytorch.global.torch.from_blob;

import io.ctcservice.core.Emissions;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** A network as the training library runs it. */
record TorchLines(PrintNetwork network) implements LineNetwork {

    @Override
    public Emissions emissions(float[] ink, int width) {
        network.eval();
        try (var scope = new PointerScope();
                var memory = new FloatPointer(ink);
                var guard = new NoGradGuard()) {
            assert scope != null && guard != null;
            Tensor logits = network.forward(from_blob(memory, 1, 1, PrintShape.HEIGHT, width));
            return CtcGradient.emissions(CtcGradient.values(logits), 0, (int) logits.size(0), 1, (int) logits.size(2));
        }
    }
}
