package io.ctcservice.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.loss.CtcLoss;
import io.ctcservice.core.loss.scaled.ScaledForward;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class BareServerTests {

    @Test
    void answersEachRequestOfAConnectionWithTheLoss() throws Exception {
        var workload = Workload.of("1x1000x32x150", /* peaky= */ true);
        var logits = workload.logits().getFirst();
        double expected = -new CtcLoss(new ScaledForward())
                .loss(
                        Emissions.of(logits, ScoreKind.LOGITS),
                        workload.targets().getFirst(),
                        EnumSet.noneOf(CtcLoss.Part.class))
                .logLikelihood();
        var body = ByteBuffer.allocate(128 + 4 * 32_000).order(ByteOrder.LITTLE_ENDIAN);
        body.slice(128, 4 * 32_000)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .put(logits.borrowArray());
        try (var server = new ServerSocket(0, 4, InetAddress.getLoopbackAddress());
                var client = HttpClient.newHttpClient()) {
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    BareServer.serve(server, BareServer.loss());
                } catch (IOException e) {
                    assertThat(server.isClosed()).isTrue();
                }
            });
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/loss"))
                    .version(HttpClient.Version.HTTP_1_1)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body.array()))
                    .build();
            for (int i = 0; i < 3; i++) {
                var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
                assertThat(answer.body()).isEqualTo("{\"result\":" + expected + "}");
            }
        }
    }
}
