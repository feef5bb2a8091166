package io.ctcservice.recognition.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.ctcservice.audio.Sound;
import io.ctcservice.recognition.NetworkFiles;
import io.ctcservice.recognition.NetworkSettings;
import io.ctcservice.recognition.NeuralNetwork;
import io.ctcservice.recognition.Turns;
import io.ctcservice.testing.ToneNetwork;
import io.ctcservice.web.overload.Cancellable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Tests that a network which would run for hours ends when nobody wants its result any more. */
final class InterruptedRunTests {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final double[] MUCH = new double[12 * ToneNetwork.SAMPLE_RATE];

    @Test
    void aRunEndsWhenItsWorkIsCancelledAndTheNetworkIsOfUseStill() throws Exception {
        try (var network = endless()) {
            var work = new Cancellable();
            var reason = new IllegalStateException("nobody is there any more");
            var run = new CompletableFuture<Thread>();
            var ended = CompletableFuture.runAsync(() -> {
                run.complete(Thread.currentThread());
                work.<Object, RuntimeException>call(() -> rows(network, MUCH));
            });
            var thread = run.join();
            await().atMost(PATIENCE).until(() -> isInNativeCode(thread));

            work.cancel(reason);

            assertThatExceptionOfType(CompletionException.class)
                    .isThrownBy(() -> ended.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                            .join())
                    .withCause(reason);
            assertThat(rows(network, ToneNetwork.sound("abc"))).isEqualTo(29);
        }
    }

    private static boolean isInNativeCode(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .limit(1)
                .anyMatch(
                        frame -> frame.isNativeMethod() && frame.getClassName().startsWith("ai.onnxruntime"));
    }

    private static int rows(NeuralNetwork network, double[] samples) {
        try {
            return network.recognise(Sound.of(ToneNetwork.SAMPLE_RATE, samples), Turns.AT_ONCE, 1_000_000)
                    .frames();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static NeuralNetwork endless() throws Exception {
        var settings = Map.of(
                "preset", "wav2vec2", "sound.normalization", "none", "vocabulary", "[\"<pad>\", \"a\", \"b\", \"c\"]");
        return OnnxNetworks.load(
                OnnxRuntime.load(),
                "endless",
                NetworkFiles.of(ToneNetwork.endless().bytes()),
                new NetworkSettings(settings, Optional.empty()));
    }
}
