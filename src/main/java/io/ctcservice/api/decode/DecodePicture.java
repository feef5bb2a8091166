package io.ctcservice.api.decode;

import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.core.Counted;
import io.ctcservice.core.decode.Spans;
import io.ctcservice.core.span.DecodedToken;
import io.ctcservice.plot.EmissionPicture;
import io.ctcservice.plot.Picture;
import io.ctcservice.plot.Span;
import io.ctcservice.plot.Symbols;
import io.ctcservice.request.decode.DecodePlan;
import io.ctcservice.request.decode.DecodedUtterance;

/** A picture of the emissions of one utterance, with the frame path and the tokens of its best hypothesis below. */
final class DecodePicture {

    private DecodePicture() {}

    /** @param decoded with spans */
    static Picture of(DecodedUtterance decoded, DecodePlan plan) {
        var classes = plan.classes();
        var emissions = decoded.utterance().emissions();
        var best = decoded.hypotheses().getFirst();
        Spans spans = best.spans();
        if (spans == null) {
            throw new RefusedRequestException(
                    "/utterances/0",
                    "too many frames and labels to find where they are; expected JSON to be asked for");
        }
        String text = plan.text(best.hypothesis().labels());
        String shown = text == null
                ? Counted.of(best.hypothesis().labels().length(), "label")
                : "“" + Symbols.words(text) + "”";
        return EmissionPicture.of(
                "Emissions, decoded as " + shown,
                emissions,
                Symbols.ofClasses(emissions.vocabSize(), classes.blank(), classes::name),
                classes.blank(),
                spans.framePath(),
                spans.tokens().stream()
                        .map(DecodedToken::span)
                        .map(token -> Span.of(classes.name(token.label()), token.start(), token.end()))
                        .toList());
    }
}
