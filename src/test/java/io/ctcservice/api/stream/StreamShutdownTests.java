package io.ctcservice.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.CtcServiceApplication;
import io.ctcservice.testing.StreamClient;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Tests of streams whose time is over, and of those that are open when the server is shut down. */
final class StreamShutdownTests {

    private static final String START = "{\"type\":\"start\",\"vocabulary\":[\"a\",\"_\"],\"blank\":1,\"classes\":2,"
            + "\"dtype\":\"float32\",\"scores\":\"logits\"}";

    @Test
    @SuppressWarnings("try") // the server is closed to see what its streams say then
    void streamsEndWithWhatTheyHaveHeard() throws IOException {
        try (var server = new SpringApplicationBuilder(CtcServiceApplication.class)
                .run("--server.port=0", "--ctc.warm-up=10ms", "--ctc.stream.max-time=4s")) {
            int port = server.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
            var tooLong = open(port);
            assertThat(tooLong.hearWhole().get("reason").asString()).isEqualTo("time");
            assertThat(tooLong.hear().get("detail").asString()).contains("ctc.stream.max-time");
            assertThat(tooLong.closed().code()).isEqualTo(1008);

            var stream = open(port);
            stream.hear();
            server.close();
            var last = stream.hear();
            assertThat(last.get("reason").asString()).isEqualTo("shutdown");
            assertThat(last.get("text").asString()).isEqualTo("a");
            assertThat(stream.closed().code()).isEqualTo(1001);
        }
    }

    private static StreamClient open(int port) throws IOException {
        return new StreamClient(port, "/stream").say(START).say(StreamClient.floats(9, 0));
    }
}
