package io.ctcservice.api.loss;

import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.core.loss.Lattice;
import io.ctcservice.core.loss.UtteranceLoss;
import io.ctcservice.plot.LatticePath;
import io.ctcservice.plot.LatticePicture;
import io.ctcservice.plot.Picture;
import io.ctcservice.plot.Symbols;
import io.ctcservice.request.Alphabet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;

/** The forward variable of one utterance, with its best path. */
final class LossPicture {

    private LossPicture() {}

    /** @param scored with lattice and best path */
    static Picture of(ScoredUtterance scored, Alphabet alphabet) {
        var target = scored.utterance().target();
        Lattice lattice = Objects.requireNonNull(scored.loss().lattice());
        int classes = scored.utterance().emissions().vocabSize();
        var symbols = Symbols.ofClasses(classes, alphabet.blank(), alphabet::name);
        var bestPath = scored.bestPath();
        return LatticePicture.of(
                title(target, alphabet),
                subtitle(scored.loss(), target),
                lattice.logAlpha(),
                IntStream.range(0, target.states())
                        .mapToObj(s -> symbols.get(target.label(s)))
                        .toList(),
                bestPath == null ? List.of() : LatticePath.states(bestPath.toArray(), alphabet.blank()));
    }

    private static String title(ExtendedTarget target, Alphabet alphabet) {
        String text = alphabet.symbols(target.labels());
        String what = text == null ? target.labels().length() + " labels" : "“" + Symbols.text(text) + "”";
        return "Forward variable of " + what;
    }

    private static String subtitle(UtteranceLoss loss, ExtendedTarget target) {
        String size = loss.frames() + " frames, " + target.states() + " states; ";
        return size
                + (loss.feasible()
                        ? String.format(
                                Locale.ROOT,
                                "loss %.4f nats; line: best path",
                                loss.loss().orElseThrow())
                        : "infeasible: no path of these frames gives the target");
    }
}
