package io.ctcservice.plot;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.core.DoubleMatrix;
import org.junit.jupiter.api.Test;

class GridTests {

    @Test
    void keepsEachPeakWhereSeveralFramesAndRowsShareACell() {
        var frames = Axis.fit(10, 4, 20); // 3 frames a column
        var rows = Axis.fit(4, 2, 20); // 2 rows a line
        Grid grid = (t, row) -> t == 4 && row == 3 ? 7 : -t;

        var cells = grid.peaks(frames, rows);

        assertThat(cells).isEqualTo(DoubleMatrix.ofRows(new double[] {0, -3, -6, -9}, new double[] {0, 7, -6, -9}));
    }

    @Test
    void leavesACellAtLogZeroOnlyIfNothingElseIsInIt() {
        var cells = ((Grid) (t, row) -> t < 3 ? Double.NEGATIVE_INFINITY : -500)
                .peaks(Axis.fit(4, 2, 9), Axis.fit(1, 1, 9));

        assertThat(cells).isEqualTo(DoubleMatrix.ofRows(new double[] {Double.NEGATIVE_INFINITY, -500}));
    }
}
