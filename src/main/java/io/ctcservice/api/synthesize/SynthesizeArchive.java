package io.ctcservice.api.synthesize;

import io.ctcservice.api.synthesize.SynthesizeResponse.Span;
import io.ctcservice.codec.npy.NpyArray;
import io.ctcservice.codec.npy.NpzArchive;

/**
 * The response as arrays, named as in the JSON but in snake_case; the alignment as one array for each of its fields.
 */
final class SynthesizeArchive {

    private SynthesizeArchive() {}

    static NpzArchive of(SynthesizeResponse response) {
        var alignment = response.alignment();
        return new NpzArchive()
                .add("text", NpyArray.ofScalar(response.text()))
                .add("seed", NpyArray.ofScalar(response.seed()))
                .add("vocabulary", NpyArray.ofTexts(response.vocabulary()))
                .add("blank", NpyArray.ofScalar(response.blank()))
                .add("frames", NpyArray.ofScalar(response.frames()))
                .add("features", NpyArray.of(response.features()))
                .add("emissions", NpyArray.of(response.emissions()))
                .add(
                        "alignment_symbol",
                        NpyArray.ofTexts(alignment.stream().map(Span::symbol).toList()))
                .add(
                        "alignment_start",
                        NpyArray.ofInts(alignment.stream().mapToInt(Span::start).toArray()))
                .add(
                        "alignment_end",
                        NpyArray.ofInts(alignment.stream().mapToInt(Span::end).toArray()));
    }
}
