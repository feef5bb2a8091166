package io.ctcservice.api.spot;

import io.ctcservice.wire.npy.NpyArray;
import io.ctcservice.wire.npy.NpzArchive;
import io.ctcservice.wire.span.SpanArrays;

/** The answer as arrays, one element a detection, each with the id of its utterance after an underscore. */
final class SpotArchive {

    private SpotArchive() {}

    static NpzArchive of(SpotResponse response) {
        var archive = NpzArchive.forUtterances(
                response.utterances().stream().map(SpotResponse.Utterance::id).toList());
        for (var utterance : response.utterances()) {
            String id = utterance.id();
            int[] keywords = utterance.detections().stream()
                    .mapToInt(SpotResponse.SpottedPhrase::keyword)
                    .toArray();
            archive.add("frames_" + id, NpyArray.ofScalar(utterance.frames()))
                    .add("detection_keyword_" + id, NpyArray.ofInts(keywords));
            SpanArrays.add(archive, "detection", id, utterance.detections());
        }
        return archive;
    }
}
