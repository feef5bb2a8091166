package io.ctcservice.train;

import io.ctcservice.core.Emissions;

/** A network that reads lines, run by any library. */
interface LineNetwork {

    /**
     * Returns the emissions of a line.
     *
     * @param ink {@code [32][W]}, 0 for white, 1 for black
     * @param width W, a multiple of {@link PrintShape#COLUMNS_PER_FRAME}
     */
    Emissions emissions(float[] ink, int width);
}
