package io.ctcservice.api.decode;

import io.ctcservice.codec.column.UtteranceArchive;
import io.ctcservice.codec.npy.NpzArchive;

/**
 * The response as arrays: those of {@link DecodeColumns}, each name followed by an underscore and the utterance's id.
 */
final class DecodeArchive {

    private DecodeArchive() {}

    static NpzArchive of(DecodeResponse response) {
        var archive = UtteranceArchive.of(
                response.utterances().stream().map(DecodeResponse.Utterance::id).toList());
        response.utterances().forEach(utterance -> DecodeColumns.TABLE.addTo(archive, utterance.id(), utterance));
        return archive;
    }
}
