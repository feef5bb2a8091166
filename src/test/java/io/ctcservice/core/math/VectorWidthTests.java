package io.ctcservice.core.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** A test that the runs of the kernels' tests on narrow vectors are what they are said to be. */
final class VectorWidthTests {

    @Test
    void vectorsAreNoWiderThanJavaWasToldToMakeThem() {
        var option = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-XX:MaxVectorSize="))
                .findFirst();
        assumeTrue(option.isPresent(), "Java chose the size");
        int bytes = Integer.parseInt(option.orElseThrow().replaceAll(".*=", ""));
        assertThat(Kernels.preferredBits()).isBetween(128, 8 * bytes);
    }

    @Test
    void thereIsNoFusedMultiplyAddWhereJavaWasToldToUseNone() {
        boolean without =
                ManagementFactory.getRuntimeMXBean().getInputArguments().contains("-XX:-UseFMA");
        assumeTrue(without, "Java chose");
        assertThat(Kernels.fusesMultiplyAdd()).isFalse();
    }
}
