package io.ctcservice.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that run each benchmark once. */
class JsonMatrixBenchmarkTests {

    @ParameterizedTest
    @ValueSource(strings = {"float", "double", "pretty", "normal"})
    void readsWhatWasWritten(String text) {
        var benchmark = new JsonMatrixBenchmark();
        benchmark.text = text;
        benchmark.setUp();
        assertThat(benchmark.read()).isEqualTo(benchmark.matrix());
        assertThat(benchmark.readByJackson()).isEqualTo(benchmark.matrix());
        benchmark.write();
        benchmark.writeByJackson();
    }
}
