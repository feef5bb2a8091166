package io.ctcservice.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.core.ScoreKind;
import io.ctcservice.testing.ServiceClient;
import io.ctcservice.testing.ServiceTest;
import io.ctcservice.testing.SharedData;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

/** Tests of every line of the reference data, through HTTP. */
@ServiceTest
final class ReferenceDataTests {

    private static final JsonMapper JSON = new JsonMapper();

    private final ServiceClient service;

    ReferenceDataTests(@LocalServerPort int port) {
        this.service = new ServiceClient(port);
    }

    @Test
    void everyLineIsReadAsItsBestPath() {
        for (var item : SharedData.require().items()) {
            var answer = service.ask("/decode", request(item, ""));

            assertThat(answer.at("/utterances/0/hypotheses/0/text").asString())
                    .as(item.toString())
                    .isEqualTo(String.join(" ", item.greedy().strip().split(" +"))); // one space between words
            assertThat(answer.at("/utterances/0/hypotheses/0/score").asDouble())
                    .as(item.toString())
                    .isCloseTo(item.bestPathLogProb(), within(1e-6 * Math.max(1, -item.bestPathLogProb())));
        }
    }

    @Test
    void everyTruthCostsWhatPyTorchSays() {
        for (var item : SharedData.require().items()) {
            var answer = service.ask("/loss", request(item, "\"labels\":" + item.target() + ","));

            assertThat(answer.at("/utterances/0/loss").asDouble())
                    .as(item.toString())
                    .isCloseTo(item.nll(), within(1e-6 * Math.max(1, item.nll()))); // the file has 6 decimals
        }
    }

    private static String request(SharedData.Item item, String fields) {
        return "{\"utterances\":[{" + fields + "\"emissions\":" + matrix(item) + "}],\"blank\":" + item.blank()
                + ",\"vocabulary\":" + JSON.writeValueAsString(item.vocabulary().symbols()) + ",\"scores\":\""
                + (item.kind() == ScoreKind.PROBS ? "probs" : "logits") + "\"}";
    }

    private static String matrix(SharedData.Item item) {
        var scores = item.scores();
        var row = new float[scores.columns()];
        return Stream.iterate(0, t -> t < scores.rows(), t -> t + 1)
                .map(t -> {
                    scores.copyRow(t, row);
                    return Arrays.toString(row);
                })
                .toList()
                .toString();
    }
}
