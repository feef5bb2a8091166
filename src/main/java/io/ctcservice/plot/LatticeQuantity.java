package io.ctcservice.plot;

import io.ctcservice.core.DoubleMatrix;
import io.ctcservice.core.loss.Lattice;

/** The quantities of a lattice that a {@link LatticePicture} can show, each {@code [T][S]}. */
public enum LatticeQuantity {
    /** The forward variable, ln α. */
    ALPHA("Forward variable", "ln α (nats)", true) {
        @Override
        DoubleMatrix of(Lattice lattice) {
            return lattice.logAlpha();
        }
    },
    /** The backward variable, ln β. */
    BETA("Backward variable", "ln β (nats)", true) {
        @Override
        DoubleMatrix of(Lattice lattice) {
            return lattice.logBeta();
        }
    },
    /** The posterior probability of each state in each frame, γ. */
    POSTERIOR("Posterior", "γ", false) {
        @Override
        DoubleMatrix of(Lattice lattice) {
            return lattice.posterior();
        }
    };

    private final String title;
    private final String unit;
    private final boolean logarithmic;

    LatticeQuantity(String title, String unit, boolean logarithmic) {
        this.title = title;
        this.unit = unit;
        this.logarithmic = logarithmic;
    }

    /** Returns the name as the first part of a title. */
    public String title() {
        return title;
    }

    String unit() {
        return unit;
    }

    boolean logarithmic() {
        return logarithmic;
    }

    abstract DoubleMatrix of(Lattice lattice);
}
