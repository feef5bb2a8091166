package io.ctcservice.core;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MatrixTests {

    /** 2^16 times the same row of 2^16 cells: their number as an int would be 0. */
    @Test
    void moreCellsThanAnArrayHoldsAreRefused() {
        var doubles = new double[1 << 16][];
        Arrays.fill(doubles, new double[1 << 16]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DoubleMatrix.ofRows(doubles))
                .withMessageContaining("65536 x 65536");
        var floats = new float[1 << 16][];
        Arrays.fill(floats, new float[1 << 16]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FloatMatrix.ofRows(floats))
                .withMessageContaining("65536 x 65536");
    }
}
