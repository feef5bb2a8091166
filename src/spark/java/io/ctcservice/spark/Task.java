package io.ctcservice.spark;

/** The tasks of a bulk job. */
enum Task {
    /** The loss of a target. */
    LOSS(true),
    /** The best hypothesis. */
    DECODE(false),
    /** The spans of the words of a target, and a verdict on whether the emissions match it. */
    ALIGN(true),
    /** Where phrases are. */
    SPOT(false);

    private final boolean hasTarget;

    Task(boolean hasTarget) {
        this.hasTarget = hasTarget;
    }

    /** Returns whether each row needs a target. */
    boolean hasTarget() {
        return hasTarget;
    }

    /** Returns the computation of this task, made anew. */
    Computation computation(Settings settings) {
        return switch (this) {
            case LOSS -> new LossComputation(settings);
            case DECODE -> new DecodeComputation(settings);
            case ALIGN -> new AlignComputation(settings);
            case SPOT -> new SpotComputation(settings);
        };
    }
}
