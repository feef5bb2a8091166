package io.ctcservice.mutation;

import io.ctcservice.core.FloatMatrix;
import io.ctcservice.testing.Form;
import io.ctcservice.testing.ServiceClient;
import io.ctcservice.testing.WavFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The valid requests: every form to every endpoint. */
final class Seeds {

    private static final String INFER = "/v2/models/{model}/infer";
    private static final float[][] ROWS = {{0.1f, -2.3f, 1.2f}, {1, 0, -0.5f}, {-1, 2, 0.3f}, {0.2f, 0.1f, 2}};

    private static final String LOSS = """
            {"utterances": [{"id": "one", "emissions": [[0.1, -2.3, 1.2], [1.0, 0.0, -0.5], [-1.0, 2.0, 0.3]], "target": "ab"},
              {"emissions": [[0.2, "-Infinity", 0.1]], "labels": [0, 0]}],
             "vocabulary": ["a", "b", "<blank>"], "blank": 2, "scores": "logits", "reduction": "sum", "zeroInfinity": true,
             "include": ["gradient", "occupancy", "lattice", "bestPath"]}""";
    private static final String DECODE = """
            {"utterances": [{"emissions": [[0.1, 1.2, -2.3, 0.4], [1.0, 0.9, -0.5, 1.3], [0.2, 0.1, 2.0, 0.3], [2, 1, 0, 0]]}],
             "vocabulary": ["a", "b", " ", "<blank>"], "blank": 3, "decoder": "beam", "nBest": 3, "beamWidth": 8,
             "tokenMinLogProb": -9, "beamMinLogProb": -20, "secondsPerFrame": 0.02, "scores": "logits",
             "languageModel": {"name": "greeting", "weight": 0.5, "wordBonus": 1.5},
             "hotwords": [{"phrase": "ab", "bonus": 2}, {"phrase": "b a", "bonus": -1}],
             "include": ["tokens", "words", "framePath"]}""";
    private static final String LEXICON = """
            {"utterances": [{"emissions": [[0.5, 0.25, 0.25], [0.2, 0.6, 0.2]]}], "scores": "probs",
             "vocabulary": ["a", "b", "|"], "blank": 2, "decoder": "beam", "lexicon": ["a", "ab", "bb"], "include": ["words"]}""";
    private static final String STARS = """
            {"utterances": [{"emissions": [[0, 0, 6], [6, 0, 0], [0, 6, 0], [0, 0, 6], [6, 0, 0]], "target": "hi 7!"}],
             "vocabulary": ["h", "i", "-"], "blank": 2, "scores": "logits", "star": true, "onUnknown": "star",
             "secondsPerFrame": 0.02}""";
    private static final String SPOT = """
            {"utterances": [{"emissions": [[0.1, 0.1, 0.8], [0.8, 0.1, 0.1], [0.1, 0.8, 0.1]]}], "scores": "probs",
             "vocabulary": ["h", "i", "<blank>"], "blank": 2, "wholeWords": false,
             "keywords": [{"phrase": "hi"}, {"labels": [1], "threshold": -3}]}""";
    private static final String SYNTHESIZE = """
            {"text": "hi you", "framesPerSymbol": 2, "featureDimension": 5, "noise": 0.2, "hiddenSize": 4, "model": "oracle",
             "voice": "perCharacter", "seed": 7, "peakiness": 0.5}""";
    private static final String TARGETS = """
            , {"name": "targets", "datatype": "INT32", "shape": [1, 2], "data": [0, 1]}""";

    private Seeds() {}

    static List<Seed> all() {
        var seeds = new ArrayList<Seed>();
        addGets(seeds);
        addJson(seeds);
        addForms(seeds);
        addFiles(seeds);
        addRecordings(seeds);
        addInference(seeds);
        return List.copyOf(seeds);
    }

    private static void addGets(List<Seed> seeds) {
        for (String path : List.of(
                "/vocabularies",
                "/language-models",
                "/v2",
                "/v2/models",
                "/v2/health/live",
                "/v2/health/ready",
                "/v2/models/{model}",
                "/v2/models/{model}/ready")) {
            seeds.add(Seed.get(path));
        }
    }

    private static void addJson(List<Seed> seeds) {
        for (String endpoint : List.of("loss", "decode", "align", "spot", "synthesize")) {
            var example = tree(ServiceClient.example(endpoint));
            seeds.add(Seed.json("/" + endpoint, example));
            seeds.add(Seed.json("/" + endpoint, example, "Accept: application/x-npz"));
        }
        seeds.add(Seed.json("/loss", tree(LOSS)));
        seeds.add(Seed.json("/loss", one(LOSS), "Accept: image/png"));
        seeds.add(Seed.json("/loss", one(LOSS), "Accept: image/svg+xml"));
        seeds.add(Seed.json("/decode", tree(DECODE)));
        seeds.add(Seed.json("/decode", tree(LEXICON)));
        seeds.add(Seed.json("/decode", tree(DECODE), "Accept: image/svg+xml"));
        for (String format :
                List.of("text/plain", "text/vtt", "application/x-subrip", "text/x-ctm", "text/x-textgrid")) {
            seeds.add(Seed.json("/decode", tree(DECODE), "Accept: " + format));
        }
        seeds.add(Seed.json("/align", tree(STARS)));
        seeds.add(Seed.json("/align", tree(STARS), "Accept: text/x-ctm"));
        for (String format :
                List.of("text/vtt", "application/x-subrip", "text/x-ctm", "text/x-textgrid", "image/png")) {
            seeds.add(Seed.json("/align", tree(ServiceClient.example("align")), "Accept: " + format));
        }
        seeds.add(Seed.json("/spot", tree(SPOT)));
        seeds.add(Seed.json("/synthesize", tree(SYNTHESIZE)));
        seeds.add(Seed.json("/synthesize", tree(SYNTHESIZE), "Accept: image/png"));
    }

    private static void addForms(List<Seed> seeds) {
        for (var endpoint : List.of("loss=" + LOSS, "align=" + LOSS, "decode=" + LEXICON, "spot=" + SPOT)) {
            var parts = endpoint.split("=", 2);
            var request = (ObjectNode) one(parts[1]);
            ((ObjectNode) request.at("/utterances/0")).remove("emissions");
            request.put("scores", "logits");
            if (parts[0].equals("align")) {
                request.remove(List.of("include", "reduction", "zeroInfinity"));
            }
            seeds.add(Seed.form("/" + parts[0], request, npy()));
            seeds.add(Seed.form("/" + parts[0], request, npy()).with("Accept: application/x-npz"));
        }
        seeds.add(Seed.form("/decode", tree("{\"blank\": 2}"), npy(), npy()));
    }

    private static void addFiles(List<Seed> seeds) {
        seeds.add(file(
                "/decode",
                "vocabulary=a,b,_",
                "blank=2",
                "decoder=beam",
                "nBest=2",
                "hotwords=ab,b",
                "include=words,tokens"));
        seeds.add(file("/decode", "vocabulary=a,b,_", "blank=2").with("Accept: text/plain"));
        seeds.add(file("/loss", "blank=2", "labels=0,1", "include=gradient", "reduction=sum", "id=u"));
        seeds.add(file("/align", "vocabulary=a,b,_", "blank=2", "target=ab", "secondsPerFrame=0.5")
                .with("Accept: text/vtt"));
        seeds.add(file("/spot", "vocabulary=a,b,_", "blank=2", "keywords=ab", "threshold=-50"));
    }

    private static Seed file(String path, String... query) {
        return new Seed(
                "POST",
                path,
                "",
                List.of(query),
                List.of("Content-Type: application/x-npy"),
                Seed.Framing.PLAIN,
                List.of(new Seed.Bytes(npy())));
    }

    private static void addRecordings(List<Seed> seeds) {
        var samples = new short[800];
        for (int n = 0; n < samples.length; n++) {
            samples[n] = (short) (8000 * Math.sin(n * 0.3));
        }
        var wav = new Seed.Bytes(latin1(WavFile.ofShorts(8000, samples)));
        for (String query :
                List.of("", "kind=logMel&bands=5", "kind=mfcc&bands=20&coefficients=5&normalization=meanVariance")) {
            seeds.add(new Seed(
                    "POST",
                    "/features",
                    "",
                    query.isEmpty() ? List.of() : List.of(query.split("&")),
                    List.of("Content-Type: audio/wav"),
                    Seed.Framing.PLAIN,
                    List.of(wav)));
        }
        seeds.add(Seed.get("/networks"));
        for (String path : List.of(
                "/decode?decoder=beam&include=words,framePath",
                "/emissions?channel=0",
                "/loss?target=ab&include=bestPath",
                "/align?labels=1,2",
                "/spot?keywords=ab&threshold=-90")) {
            var parts = path.split("\\?", 2);
            var query = new ArrayList<>(List.of(parts[1].split("&")));
            query.add("network=tones");
            seeds.add(new Seed(
                    "POST", parts[0], "", query, List.of("Content-Type: audio/wav"), Seed.Framing.PLAIN, List.of(wav)));
        }
        seeds.add(Seed.recordings("/decode", tree("{\"network\": \"tones\"}"), wav.content(), wav.content()));
        seeds.add(Seed.recordings(
                "/align", tree("{\"network\": \"tones\", \"utterances\": [{\"target\": \"a\"}]}"), wav.content()));
        seeds.add(Seed.recordings("/emissions", tree("{\"network\": \"tones\"}"), wav.content())
                .with("Accept: application/x-npz"));
    }

    private static void addInference(List<Seed> seeds) {
        seeds.add(Seed.json(INFER, tree(ServiceClient.example("infer"))));
        seeds.add(tensors("ctc-loss", "", TARGETS, "{\"name\": \"loss\"}, {\"name\": \"gradient\"}"));
        seeds.add(
                tensors("ctc-loss", "", TARGETS, "{\"name\": \"gradient\", \"parameters\": {\"binary_data\": true}}"));
        seeds.add(tensors("ctc-align", "", TARGETS, "{\"name\": \"token_start\"}, {\"name\": \"token_score\"}"));
        seeds.add(tensors("ctc-decode", ", \"decoder\": \"beam\"", "", "{\"name\": \"text\"}, {\"name\": \"labels\"}"));
    }

    private static Seed tensors(String model, String parameters, String inputs, String outputs) {
        var matrix = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
        for (float[] row : ROWS) {
            matrix.asFloatBuffer().put(row);
            matrix.position(matrix.position() + 12);
        }
        var json = """
            {"id": "42", "parameters": {"blank": 2, "scores": "logits", "vocabulary": ["a", "b", "<blank>"]%s},
             "inputs": [{"name": "emissions", "datatype": "FP32", "shape": [1, 4, 3], "parameters": {"binary_data_size": 48}}%s],
             "outputs": [%s]}""".formatted(parameters, inputs, outputs);
        return new Seed(
                "POST",
                INFER,
                model,
                List.of(),
                List.of("Content-Type: application/octet-stream"),
                Seed.Framing.TENSORS,
                List.of(new Seed.Json(tree(json)), new Seed.Bytes(latin1(matrix.array()))));
    }

    static String npy() {
        return latin1(Form.npy(FloatMatrix.ofRows(ROWS)));
    }

    /** A request with the first of its utterances alone. */
    private static JsonNode one(String json) {
        var tree = tree(json);
        var utterances = (ArrayNode) tree.get("utterances");
        while (utterances.size() > 1) {
            utterances.remove(1);
        }
        return tree;
    }

    private static JsonNode tree(String json) {
        return ServiceClient.json(json);
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
