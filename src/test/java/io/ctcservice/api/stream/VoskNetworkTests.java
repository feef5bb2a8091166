package io.ctcservice.api.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ctcservice.recognition.NetworkDescription;
import io.ctcservice.recognition.Networks;
import io.ctcservice.recognition.NeuralNetwork;
import io.ctcservice.recognition.StreamingNetwork;
import io.ctcservice.testing.KnownNetwork;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.unit.DataSize;

@ExtendWith(OutputCaptureExtension.class)
final class VoskNetworkTests {

    private static final Networks NETWORKS = networks();

    private static Networks networks() {
        var chunkByChunk = new NeverRun();
        var networks = new LinkedHashMap<String, NeuralNetwork>();
        networks.put("whole", new KnownNetwork(Optional.empty(), Optional.empty()));
        networks.put("chunks", new KnownNetwork(Optional.empty(), Optional.of(chunkByChunk)));
        networks.put("more-chunks", new KnownNetwork(Optional.empty(), Optional.of(chunkByChunk)));
        return Networks.of(networks, new LinkedHashMap<>());
    }

    private static StreamSettings settings(@Nullable String network) {
        var size = DataSize.ofMegabytes(1);
        var time = Duration.ofMinutes(1);
        return new StreamSettings(1, size, size, size, null, time, time, time, time, network);
    }

    @Test
    void theSettingNamesItAndTheFirstThatCanStreamIsTheDefault() {
        assertThat(new VoskNetwork(settings(null), NETWORKS).name()).isEqualTo("chunks");
        assertThat(new VoskNetwork(settings("more-chunks"), NETWORKS).name()).isEqualTo("more-chunks");
    }

    @Test
    void whereSeveralMayBeMeantTheLogSaysWhichOneIs(CapturedOutput output) {
        new VoskNetwork(settings("more-chunks"), NETWORKS).name();
        assertThat(output).doesNotContain("/vosk");

        new VoskNetwork(settings(null), NETWORKS).name();
        assertThat(output).contains("/vosk runs chunks", "ctc.stream.vosk-network selects another");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chunk | no network of that name: expected one of chunks, more-chunks",
                "whole | whole is no streaming network: expected a network that carries its state"
            })
    void oneThatCannotStreamStopsTheStart(String network, String reason) {
        assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
                .isThrownBy(() -> new VoskNetwork(settings(network), NETWORKS))
                .satisfies(refused -> {
                    assertThat(refused.getName()).isEqualTo("ctc.stream.vosk-network");
                    assertThat(refused.getReason()).isEqualTo(reason);
                });
    }

    /** The streaming side of a network that is never run. */
    private static final class NeverRun implements StreamingNetwork {

        @Override
        public NetworkDescription description() {
            throw new UnsupportedOperationException();
        }

        @Override
        public double delaySeconds() {
            return 0;
        }

        @Override
        public Session open() {
            throw new UnsupportedOperationException();
        }
    }
}
