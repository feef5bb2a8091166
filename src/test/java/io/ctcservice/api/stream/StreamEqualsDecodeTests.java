package io.ctcservice.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.ServiceClient;
import io.ctcservice.testing.ServiceTest;
import io.ctcservice.testing.StreamClient;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.node.ObjectNode;

/** Tests that a stream without endpoint rules says at its end what /decode says of all of it, however it was cut into messages. */
@ServiceTest
final class StreamEqualsDecodeTests {

    private static final int CLASSES = 5;

    private static final String[] SEARCHES = {
        "\"decoder\":\"greedy\"",
        "\"decoder\":\"beam\"",
        "\"decoder\":\"beam\",\"beamWidth\":3,\"nBest\":3",
        "\"decoder\":\"beam\",\"hotwords\":[{\"phrase\":\"ab\",\"bonus\":3},{\"phrase\":\"c\",\"bonus\":-4}]",
        "\"decoder\":\"beam\",\"lexicon\":[\"ab\",\"ba\",\"cab\"]"
    };

    private final int port;

    StreamEqualsDecodeTests(@LocalServerPort int port) {
        this.port = port;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void anyCuttingGivesTheSameFinalAnswer(long seed) throws IOException {
        var random = new Random(seed);
        var scores = scores(random, 1 + random.nextInt(120));
        String request = SEARCHES[(int) (seed % SEARCHES.length)]
                + ",\"vocabulary\":[\"a\",\"b\",\"c\",\" \",\"_\"],\"blank\":4,\"scores\":\"logits\","
                + "\"include\":[\"words\",\"tokens\",\"framePath\"],\"secondsPerFrame\":0.02";
        var stream = new StreamClient(port, "/stream")
                .say("{\"type\":\"start\",\"classes\":" + CLASSES + ",\"dtype\":\"float32\"," + request + "}");
        for (int from = 0; from < scores.length; ) {
            int to = from + CLASSES * random.nextInt(1 + Math.min(20, (scores.length - from) / CLASSES));
            stream.say(StreamClient.floats(Arrays.copyOfRange(scores, from, to))); // some of them are empty
            from = to;
        }
        var last = (ObjectNode) stream.say("{\"type\":\"end\"}").hearWhole();
        var decoded = new ServiceClient(port)
                .ask("/decode", "{\"utterances\":[{\"emissions\":" + json(scores) + "}]," + request + "}");
        var whole = decoded.at("/utterances/0");
        assertThat(last.at("/warnings/0/pointer").asString(""))
                .isEqualTo(decoded.at("/warnings/0/pointer").asString(""));
        last.remove("warnings");
        var alternatives = last.remove("alternatives");
        var framePath = last.remove("framePath");
        last.remove(List.of("type", "reason", "start", "end", "startSeconds", "endSeconds"));

        assertThat(last).isEqualTo(whole.at("/hypotheses/0"));
        assertThat(framePath).isEqualTo(whole.get("framePath"));
        assertThat(alternatives == null ? 0 : alternatives.size())
                .isEqualTo(whole.get("hypotheses").size() - 1);
        if (alternatives != null) {
            assertThat(alternatives.get(0)).isEqualTo(whole.at("/hypotheses/1"));
        }
    }

    /** Returns logits in which each frame has a favourite that often stays. */
    private static float[] scores(Random random, int frames) {
        var scores = new float[frames * CLASSES];
        int favourite = 0;
        for (int t = 0; t < frames; t++) {
            favourite = random.nextInt(3) == 0 ? random.nextInt(CLASSES) : favourite;
            for (int v = 0; v < CLASSES; v++) {
                scores[t * CLASSES + v] = (float) random.nextGaussian() + (v == favourite ? 3 : 0);
            }
        }
        return scores;
    }

    private static String json(float[] scores) {
        return IntStream.range(0, scores.length / CLASSES)
                .mapToObj(t -> Arrays.toString(Arrays.copyOfRange(scores, t * CLASSES, (t + 1) * CLASSES)))
                .collect(Collectors.joining(",", "[", "]"));
    }
}
