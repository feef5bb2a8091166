package io.ctcservice.api.align;

import io.ctcservice.core.span.TokenSpan;
import io.ctcservice.plot.EmissionPicture;
import io.ctcservice.plot.Picture;
import io.ctcservice.plot.Span;
import io.ctcservice.plot.Symbols;
import io.ctcservice.request.OutputClasses;
import java.util.List;
import java.util.Locale;

/**
 * A picture of the emissions of one utterance, with the best path and the tokens of its target below, if there is an
 * alignment.
 */
final class AlignPicture {

    private static final String STAR = "*";

    private AlignPicture() {}

    static Picture of(AlignedUtterance aligned, OutputClasses classes) {
        var emissions = aligned.utterance().emissions();
        var symbols = Symbols.ofClasses(emissions.vocabSize(), classes.blank(), classes::name);
        var fit = aligned.fit();
        if (fit == null) {
            String title = "Emissions that the target does not fit";
            return EmissionPicture.of(title, emissions, symbols, classes.blank(), new int[0], List.of());
        }
        var alignment = fit.alignment();
        return EmissionPicture.of(
                String.format(Locale.ROOT, "Emissions and best path of the target, ln p = %.3f", alignment.logProb())
                        .replace('-', '−'),
                emissions,
                symbols,
                classes.blank(),
                alignment.framePath(),
                fit.placed().tokens().stream()
                        .filter(token -> token.frames() > 0)
                        .map(token -> span(token, classes))
                        .toList());
    }

    private static Span span(TokenSpan token, OutputClasses classes) {
        String symbol = token.isStar() ? STAR : classes.name(token.label());
        return Span.of(symbol, token.start(), token.end());
    }
}
