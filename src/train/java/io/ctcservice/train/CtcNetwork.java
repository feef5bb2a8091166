package io.ctcservice.train;

import java.util.List;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.StringTensorDict;
import org.bytedeco.pytorch.Tensor;

/** A network that is trained with CTC. */
abstract class CtcNetwork extends Module {

    /** Weights of a GRU, in which those of its gates lie one after another. */
    private static final Pattern GATED = Pattern.compile(".*\\.(weight|bias)_[ih]h_l\\d.*");

    private static final long GATES = 3;

    CtcNetwork(String name) {
        super(name);
    }

    /** Returns logits {@code [T][N][V]} of N inputs of the same size. */
    abstract Tensor forward(Tensor inputs);

    /**
     * Takes over the weights of a network that has fewer layers or narrower ones, so that training continues from them.
     * Shared outputs ignore added inputs; all other added weights keep their initial values.
     *
     * @throws IllegalArgumentException if that one is wider than this
     * @see <a href="https://arxiv.org/abs/1511.05641">Chen et al.: Net2Net, 2015</a>
     */
    void beginAs(CtcNetwork smaller) {
        try (var scope = new PointerScope();
                var guard = new NoGradGuard()) {
            assert scope != null && guard != null;
            copy(smaller.named_parameters(), named_parameters());
            copy(smaller.named_buffers(), named_buffers());
        }
    }

    /**
     * Moves all weights towards those of a network of the same shape that was trained on from the same weights: networks between the
     * two often have lower error rates than either.
     *
     * @param share of the way, 0 to 1
     * @see <a href="https://arxiv.org/abs/2203.05482">Wortsman et al.: Model soups, 2022</a>
     */
    void interpolate(CtcNetwork other, double share) {
        try (var scope = new PointerScope();
                var guard = new NoGradGuard()) {
            assert scope != null && guard != null;
            StringTensorDict to = named_parameters();
            StringTensorDict from = other.named_parameters();
            for (long i = 0; i < to.size(); i++) {
                Tensor towards = from.get(to.get(i).key());
                to.get(i).value().lerp_(towards, new Scalar(share));
            }
        }
    }

    /**
     * Moves all weights towards the mean of those of other networks.
     *
     * @param share of the way, 0 to 1
     */
    void interpolate(List<? extends CtcNetwork> others, double share) {
        double each = share / others.size();
        double before = 1 - share; // the share of what is there already
        for (CtcNetwork other : others) {
            before += each;
            interpolate(other, each / before);
        }
    }

    private static void copy(StringTensorDict from, StringTensorDict to) {
        for (long i = 0; i < to.size(); i++) {
            String name = to.get(i).key().getString();
            if (from.contains(name)) {
                if (GATED.matcher(name).matches()) {
                    for (long gate = 0; gate < GATES; gate++) {
                        grow(gate(from.get(name), gate), gate(to.get(name), gate));
                    }
                } else {
                    grow(from.get(name), to.get(name));
                }
            }
        }
    }

    private static Tensor gate(Tensor gates, long gate) {
        long rows = gates.size(0) / GATES;
        return gates.narrow(0, gate * rows, rows);
    }

    private static void grow(Tensor small, Tensor large) {
        for (long axis = 0; axis < small.dim(); axis++) {
            if (small.size(axis) > large.size(axis)) {
                throw new IllegalArgumentException("the network to begin with has more channels, states or classes: "
                        + small.size(axis) + "; this one has " + large.size(axis)
                        + ", by channels and hidden, or sound-channels and sound-hidden");
            }
        }
        if (small.dim() > 1) {
            large.narrow(0, 0, small.size(0)).zero_();
        }
        for (long axis = 0; axis < small.dim(); axis++) {
            large = large.narrow(axis, 0, small.size(axis));
        }
        large.copy_(small);
    }
}
