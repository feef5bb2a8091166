package io.ctcservice.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AlignBenchmarkTests {

    @Test
    void theBodyRunsWithEachMethod() {
        double forward = run("forward");
        assertThat(run("scalar")).isEqualTo(run("vector")).isLessThan(forward);
    }

    private static double run(String method) {
        var benchmark = new AlignBenchmark();
        benchmark.shape = "50x10";
        benchmark.method = method;
        benchmark.setUp();
        return benchmark.logProb();
    }
}
