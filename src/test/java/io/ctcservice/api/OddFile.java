package io.ctcservice.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.Form;
import io.ctcservice.testing.ServiceClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;

/** A file that is odd in some way, and what all endpoints that take recordings or pictures answer to it. */
final class OddFile {

    private static final Map<String, String> FIELDS = Map.of(
            "/decode", "",
            "/emissions", "",
            "/align", "\"target\":\"ab\"",
            "/loss", "\"target\":\"ab\"",
            "/spot", "\"keywords\":[{\"phrase\":\"ab\"}]");
    private static final Map<String, String> PARAMETERS = Map.of(
            "/decode", "", "/emissions", "", "/align", "&target=ab", "/loss", "&target=ab", "/spot", "&keywords=ab");

    private final String name;
    private final byte[] content;
    private final int status;
    private final String detail;

    /**
     * @param name what is odd
     * @param content its bytes
     * @param status the status of the answers
     * @param detail what the problem says, of an answer that is one
     */
    OddFile(String name, byte[] content, int status, String detail) {
        this.name = name;
        this.content = content.clone();
        this.status = status;
        this.detail = detail;
    }

    /** Returns a file that is read. */
    static OddFile read(String name, byte[] content) {
        return new OddFile(name, content, 200, "");
    }

    byte[] content() {
        return content.clone();
    }

    int status() {
        return status;
    }

    String detail() {
        return detail;
    }

    /** Sends the file to all endpoints, as a part of a form and as the whole body. */
    void assertAnswered(ServiceClient service, String part, String type, String network) {
        for (String path : FIELDS.keySet()) {
            assertAnswer(postForm(service, path, part, network), "/utterances/0/" + part, path + " as a part");
            var bare = service.post(
                    path + "?network=" + network + PARAMETERS.get(path), type, BodyPublishers.ofByteArray(content));
            assertAnswer(bare, content.length == 0 ? "" : "/utterances/0/" + part, path + " as the body");
        }
    }

    private HttpResponse<String> postForm(ServiceClient service, String path, String part, String network) {
        String fields = FIELDS.get(path);
        boolean isOfUtterance = fields.contains("target");
        String request = "{\"network\":\"" + network + "\",\"utterances\":[{" + (isOfUtterance ? fields : "") + "}]"
                + (isOfUtterance || fields.isEmpty() ? "" : "," + fields) + "}";
        var form = new Form()
                .request(request)
                .part("Content-Disposition: form-data; name=\"" + part + "\"; filename=\"odd.wav\"", content);
        return service.post(path, Form.CONTENT_TYPE, BodyPublishers.ofByteArray(form.complete()));
    }

    private void assertAnswer(HttpResponse<String> answer, String pointer, String where) {
        String told = name + " to " + where + ": "
                + answer.body().substring(0, Math.min(300, answer.body().length()));
        assertThat(answer.statusCode()).as(told).isEqualTo(status);
        if (status != 200) {
            var error = ServiceClient.json(answer.body()).at("/errors/0");
            assertThat(error.path("pointer").asString()).as(told).isEqualTo(pointer);
            assertThat(error.path("detail").asString()).as(told).contains(detail);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
