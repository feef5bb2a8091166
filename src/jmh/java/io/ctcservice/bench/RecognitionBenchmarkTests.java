package io.ctcservice.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecognitionBenchmarkTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "waveform",
                "kaldi",
                "nemo",
                "resampling",
                "flac",
                "mp3",
                "opus",
                "png",
                "scaling",
                "ppocr",
                "print"
            })
    void theBodyRuns(String work) throws Exception {
        var benchmark = new RecognitionBenchmark();
        benchmark.work = work;
        benchmark.setUp();
        assertThat(benchmark.run()).isNotNull();
        benchmark.close();
    }
}
