package io.ctcservice.api.align;

/** The request that the OpenAPI document shows; a test sends it. */
final class AlignExample {

    static final String REQUEST = """
            {"utterances": [{"id": "utt-1", "target": "hi",
              "emissions": [[0.1, 0.1, 0.8], [0.8, 0.1, 0.1], [0.7, 0.1, 0.2], [0.1, 0.2, 0.7], [0.1, 0.8, 0.1]]}],
             "scores": "probs", "vocabulary": ["h", "i", "_"], "blank": 2, "secondsPerFrame": 0.02}""";

    private AlignExample() {}
}
