package io.ctcservice.api.spot;

import io.ctcservice.codec.column.UtteranceArchive;
import io.ctcservice.codec.npy.NpzArchive;

/** The response as arrays: those of {@link SpotColumns}, each name followed by an underscore and the utterance's id. */
final class SpotArchive {

    private SpotArchive() {}

    static NpzArchive of(SpotResponse response) {
        var archive = UtteranceArchive.of(
                response.utterances().stream().map(SpotResponse.Utterance::id).toList());
        response.utterances().forEach(utterance -> SpotColumns.TABLE.addTo(archive, utterance.id(), utterance));
        return archive;
    }
}
