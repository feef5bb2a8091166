package io.ctcservice.plot;

/**
 * The layout of frames or rows in equal cells: if there are more of them than pixels, several share a cell.
 *
 * @param count how many there are, at least 1
 * @param perCell how many share a cell
 * @param cellSize pixels of a cell
 */
record Axis(int count, int perCell, int cellSize) {

    /** Returns the axis with the largest cells, {@code largestCell} at most, that is not longer than {@code room} pixels. */
    static Axis fit(int count, int room, int largestCell) {
        int perCell = Math.ceilDiv(count, room);
        int cells = Math.ceilDiv(count, perCell);
        return new Axis(count, perCell, Math.clamp(room / cells, 1, largestCell));
    }

    int cells() {
        return Math.ceilDiv(count, perCell);
    }

    /** Returns the length in pixels. */
    int length() {
        return cells() * cellSize;
    }

    /** Returns the distance from the start of the axis to item {@code index}, in pixels. */
    double at(double index) {
        return index * cellSize / perCell;
    }

    /** Returns the step, 1, 2 or 5 times a power of ten, at which labels of this width do not crowd. */
    int labelStep(int pixels) {
        for (int power = 1; ; power *= 10) {
            for (int step : new int[] {power, 2 * power, 5 * power}) {
                if (at(step) >= pixels) {
                    return step;
                }
            }
        }
    }
}
