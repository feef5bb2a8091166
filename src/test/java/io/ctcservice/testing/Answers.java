package io.ctcservice.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;

/** Expectations of the answers of a service. */
public final class Answers {

    private Answers() {}

    /** Returns the JSON of an answer; fails if its status is not 200. */
    public static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return ServiceClient.json(answer.body());
    }

    /**
     * Fails if an answer is not a refusal with this status.
     *
     * @param pointer of its first error
     * @param detail what the error's detail contains
     */
    public static void assertRefused(HttpResponse<String> answer, int status, String pointer, String detail) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        var error = ServiceClient.json(answer.body()).at("/errors/0");
        assertThat(error.path("pointer").asString()).as(answer.body()).isEqualTo(pointer);
        assertThat(error.path("detail").asString()).contains(detail);
    }
}
