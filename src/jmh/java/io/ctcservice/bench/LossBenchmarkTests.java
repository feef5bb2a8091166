package io.ctcservice.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that run each benchmark once, and check that all compute the same. */
class LossBenchmarkTests {

    private static LossBenchmark benchmark(String kernel, String logits, int threads) {
        var benchmark = new LossBenchmark();
        benchmark.shape = "3x60x29x20";
        benchmark.logits = logits;
        benchmark.kernel = kernel;
        benchmark.threads = threads;
        benchmark.setUp();
        return benchmark;
    }

    @ParameterizedTest
    @CsvSource({
        "chosen, flat, 1",
        "vector, flat, 1",
        "vector, peaky, 2",
        "scalar, flat, 1",
        "scalar, peaky, 2",
        "pytorch, flat, 1",
        "pytorch, peaky, 2"
    })
    void computesWhatThePlainOneDoes(String kernel, String logits, int threads) {
        var plain = benchmark("plain", logits, 1);
        var other = benchmark(kernel, logits, threads);
        assertThat(other.forward()).isCloseTo(plain.forward(), within(1e-3)); // PyTorch's are float32, summed over 3
        assertThat(other.gradient()).isCloseTo(plain.gradient(), within(1e-5));
    }
}
