package io.ctcservice.api.decode;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.core.loss.Forward;
import io.ctcservice.core.loss.ForwardPass;
import io.ctcservice.wire.RefusedRequestException;
import java.util.concurrent.atomic.AtomicLong;

/** Runs the forward passes of one request, as long as their lattices are not too large in all. Thread-safe. */
final class CellBudget implements Forward {

    private final Forward forward;
    private final long most;
    private final AtomicLong cells = new AtomicLong();

    CellBudget(Forward forward, long most) {
        this.forward = forward;
        this.most = most;
    }

    @Override
    public String kernel() {
        return forward.kernel();
    }

    @Override
    public double logLikelihood(Emissions emissions, ExtendedTarget target) {
        spend(emissions, target);
        return forward.logLikelihood(emissions, target);
    }

    @Override
    public ForwardPass record(Emissions emissions, ExtendedTarget target) {
        spend(emissions, target);
        return forward.record(emissions, target);
    }

    private void spend(Emissions emissions, ExtendedTarget target) {
        long spent = cells.addAndGet((long) emissions.frames() * target.states());
        if (spent > most) {
            throw new RefusedRequestException(
                    "/utterances",
                    "lattices of over " + most + " cells in all, T·(2U + 1) for each hypothesis of U labels; expected"
                            + " fewer or shorter utterances, or a smaller \"nBest\"");
        }
    }
}
