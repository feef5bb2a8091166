package io.ctcservice.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.ctcservice.testing.Python;
import io.ctcservice.testing.ServiceClient;
import io.ctcservice.testing.ServiceTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Tests of responses as archives of NumPy arrays. */
@ServiceTest
final class NpzResponsesTests {

    private static final String TWO = """
            {"utterances":[{"id":"a","emissions":[[1,2,3],[0,0,0]],"labels":[0]},
                           {"emissions":[[1,2,3]],"labels":[0,0]}],"blank":2,"reduction":"%s",
             "include":["gradient","occupancy","lattice","bestPath","paths"]}""";

    @TempDir
    private Path folder;

    private final ServiceClient service;

    NpzResponsesTests(@LocalServerPort int port) {
        this.service = new ServiceClient(port);
    }

    @Test
    void lossIsAnsweredWithAllItsArrays() throws IOException {
        var response = npz("/loss", TWO.formatted("sum"));
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/x-npz");
        assertThat(names(response.body()))
                .containsExactly(
                        "loss",
                        "infeasible",
                        "loss_a",
                        "log_likelihood_a",
                        "feasible_a",
                        "frames_a",
                        "min_frames_a",
                        "target_length_a",
                        "gradient_a",
                        "occupancy_a",
                        "best_path_a",
                        "paths_a",
                        "path_log_probs_a",
                        "log_alpha_a",
                        "log_beta_a",
                        "posterior_a",
                        "frame_loss_a",
                        "states_a",
                        "loss_1",
                        "log_likelihood_1",
                        "feasible_1",
                        "frames_1",
                        "min_frames_1",
                        "target_length_1",
                        "gradient_1",
                        "occupancy_1",
                        "paths_1",
                        "path_log_probs_1",
                        "log_alpha_1",
                        "log_beta_1",
                        "posterior_1",
                        "frame_loss_1",
                        "states_1");
    }

    @Test
    void whatIsNotAskedForIsInNoArchiveWhetherATargetFitsOrNot() throws IOException {
        var request = TWO.formatted("sum").replaceFirst("(?s),\\s*\"include\":\\[.*]}", "}");

        assertThat(names(npz("/loss", request).body()))
                .contains("loss_a", "loss_1")
                .doesNotContain("paths_a", "path_log_probs_a", "paths_1", "path_log_probs_1");
    }

    @Test
    void numpySeesTheNumbersOfTheJson() throws IOException {
        var python = Python.with("numpy");
        save("loss", npz("/loss", TWO.formatted("none")).body());
        save(
                "decode",
                npz("/decode", decode("\"include\":[\"framePath\",\"tokens\",\"words\"],"))
                        .body());
        Files.writeString(
                folder.resolve("loss.json"),
                service.ask("/loss", TWO.formatted("none")).toString());
        Files.writeString(
                folder.resolve("decode.json"),
                service.ask("/decode", decode("\"include\":[\"framePath\",\"tokens\",\"words\"],"))
                        .toString());
        String printed = python.run(folder, """
                import json, numpy as np
                z = np.load('loss.npz'); j = json.load(open('loss.json'))
                a, b = j['utterances']
                lattice = lambda rows: np.array([[-np.inf if x is None else x for x in row] for row in rows])
                assert z['loss'].dtype == np.float64 and z['loss'].tolist() == [a['loss'], np.inf]
                assert z['loss_a'] == a['loss'] and z['log_likelihood_a'] == a['logLikelihood']
                assert z['log_likelihood_1'] == -np.inf and not z['feasible_1'] and z['min_frames_1'] == 3
                for name in 'gradient', 'occupancy':
                    assert z[name + '_a'].dtype == np.float32
                    assert np.array_equal(z[name + '_a'], np.array(a[name], np.float32))
                    assert z[name + '_1'].shape == (1, 3) and not z[name + '_1'].any()
                for name, key in ('log_alpha', 'logAlpha'), ('log_beta', 'logBeta'), ('posterior', 'posterior'):
                    assert np.array_equal(z[name + '_a'], lattice(a['lattice'][key]))
                assert z['frame_loss_a'].tolist() == a['lattice']['frameLoss'] and z['frame_loss_1'].size == 0
                assert z['best_path_a'].tolist() == a['bestPath'] and z['best_path_a'].dtype == np.int32
                assert z['paths_a'].tolist() == [p['path'] for p in a['paths']] and z['paths_a'].shape == (3, 2)
                assert z['path_log_probs_a'].tolist() == [p['logProb'] for p in a['paths']]
                assert z['paths_1'].size == 0 and b['paths'] == []
                assert z['states_a'].tolist() == a['lattice']['states']
                z = np.load('decode.npz'); h = json.load(open('decode.json'))['utterances'][0]
                best = h['hypotheses'][0]
                assert z['labels_0'].tolist() == best['labels'] and z['labels_0'].dtype == np.int32
                assert z['text_0'] == best['text'] and z['log_prob_0'] == best['logProb'] and z['score_0'] == best['score']
                assert z['frame_path_0'].tolist() == h['framePath'] and z['frames_0'] == h['frames']
                assert z['token_start_0'].tolist() == [t['start'] for t in best['tokens']]
                assert z['word_text_0'].tolist() == [w['text'] for w in best['words']]
                print(len(best['labels']), 'labels compared')
                """);
        assertThat(printed).isEqualTo("2 labels compared");
    }

    @Test
    void numpySeesTheAlignmentsOfTheJson() throws IOException {
        var python = Python.with("numpy");
        var request = """
                {"utterances": [
                   {"id": "a", "emissions": [[0.7,0.1,0.1,0.1],[0.1,0.1,0.1,0.7],[0.1,0.7,0.1,0.1],[0.1,0.1,0.7,0.1]],
                    "target": "hi"},
                   {"id": "b", "emissions": [[0.25,0.25,0.25,0.25]], "target": "hi"}],
                 "vocabulary": ["h", "i", "x", "<blank>"], "blank": 3, "scores": "probs",
                 "star": true, "include": ["framePath"]}""";
        save("align", npz("/align", request).body());
        Files.writeString(
                folder.resolve("align.json"), service.ask("/align", request).toString());
        assertThat(python.run(folder, """
                import json, numpy as np
                z = np.load('align.npz'); a, b = json.load(open('align.json'))['utterances']
                assert z['feasible_a'] and z['frames_a'] == a['frames'] and z['min_frames_a'] == a['minFrames']
                assert z['log_prob_a'] == a['logProb'] and z['score_a'] == a['score']
                assert z['labels_a'].tolist() == [t['label'] for t in a['tokens']] == [0, 1]
                for key in 'start', 'end', 'score', 'confidence':
                    assert z['token_' + key + '_a'].tolist() == [t[key] for t in a['tokens']]
                    assert z['word_' + key + '_a'].tolist() == [w[key] for w in a['words']]
                assert z['word_text_a'].tolist() == [w['text'] for w in a['words']] == ['hi']
                for key in 'start', 'end', 'score':
                    assert z['absorbed_' + key + '_a'].tolist() == [s[key] for s in a['absorbed']]
                assert z['absorbed_before_token_a'].tolist() == [s['beforeToken'] for s in a['absorbed']] == [2]
                v = a['verdict']
                for name, key in (('mean_token_score', 'meanTokenScore'), ('log_ratio', 'logRatio'), ('entropy', 'entropy'),
                                  ('log_likelihood', 'logLikelihood'), ('path_probability', 'pathProbability')):
                    assert z[name + '_a'] == v[key], name
                assert z['suspicious_a'].tolist() == [s['token'] for s in v['suspicious']]
                assert z['match_a'] == v['match'] and z['match_b'] == 'none'
                assert z['frame_path_a'].tolist() == a['framePath']
                assert not z['feasible_b'] and z['log_prob_b'] == -np.inf and np.isnan(z['score_b'])
                assert z['labels_b'].shape == (0,) and z['word_text_b'].shape == (0,) and not b['feasible']
                print(len(z.files), 'arrays')
                """)).isEqualTo("43 arrays");
    }

    @Test
    void numpySeesTheDetectionsOfTheJson() throws IOException {
        var python = Python.with("numpy");
        var request = """
                {"utterances": [{"emissions": [[5,0,0],[0,0,5],[0,5,0],[5,0,0]]}, {"emissions": [[0,0,5]]}], "blank": 2,
                 "keywords": [{"labels": [0, 1], "threshold": -1}, {"labels": [0], "threshold": -1}], "wholeWords": false}""";
        save("spot", npz("/spot", request).body());
        Files.writeString(
                folder.resolve("spot.json"), service.ask("/spot", request).toString());
        assertThat(python.run(folder, """
                import json, numpy as np
                z = np.load('spot.npz'); found, none = json.load(open('spot.json'))['utterances']
                for key in 'keyword', 'start', 'end', 'score':
                    assert z['detection_' + key + '_0'].tolist() == [d[key] for d in found['detections']]
                    assert z['detection_' + key + '_1'].tolist() == [d[key] for d in none['detections']]
                assert z['frames_0'] == 4 and z['frames_1'] == 1
                print(len(found['detections']), len(none['detections']))
                """)).isEqualTo("3 0");
    }

    @Test
    void synthesizeIsAnsweredWithAllItsArrays() throws IOException {
        var response = npz("/synthesize", "{\"text\":\"hi\",\"seed\":7}");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(names(response.body()))
                .containsExactly(
                        "text",
                        "seed",
                        "vocabulary",
                        "blank",
                        "frames",
                        "features",
                        "emissions",
                        "alignment_symbol",
                        "alignment_start",
                        "alignment_end");
    }

    static List<Arguments> idsThatCannotNameArrays() {
        return List.of(
                arguments("\"id\":\"0\",", "\"id\":\"0\",", "/utterances/1/id", "the same id as an utterance before"),
                arguments("\"id\":\"1\",", "", "/utterances/1/id", "the same id as an utterance before"),
                arguments("\"id\":\"\\u0000\",", "", "/utterances/0/id", "a control character"),
                arguments("\"id\":\"" + "x".repeat(2000) + "\",", "", "/utterances/0/id", "an id of 2000 characters"));
    }

    @ParameterizedTest(name = "{3}")
    @MethodSource("idsThatCannotNameArrays")
    void idsThatCannotNameArraysAreRefused(String first, String second, String pointer, String detail) {
        var response = npz(
                "/decode",
                "{\"utterances\":[{" + first + "\"emissions\":[[1,2]]},{" + second
                        + "\"emissions\":[[1,2]]}],\"blank\":1}");
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains(pointer, detail);
    }

    @Test
    void faultsOfTheRequestAreProblemsAsEver() {
        var response = npz("/loss", "{}");
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    private static String decode(String include) {
        return "{" + include + "\"utterances\":[{\"emissions\":[[9,0,0],[0,0,9],[0,9,0],[0,0,9]]}],"
                + "\"vocabulary\":[\"é\",\"b\",\"_\"],\"blank\":2}";
    }

    private HttpResponse<byte[]> npz(String path, String json) {
        return service.sendForBytes(service.request(path)
                .header("Content-Type", "application/json")
                .header("Accept", "application/x-npz")
                .POST(BodyPublishers.ofString(json)));
    }

    private void save(String name, byte[] archive) throws IOException {
        Files.write(folder.resolve(name + ".npz"), archive);
    }

    private static List<String> names(byte[] archive) throws IOException {
        var names = new ArrayList<String>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName().replaceFirst("\\.npy$", ""));
            }
        }
        return names;
    }
}
