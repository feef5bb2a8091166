package io.ctcservice.api.loss;

import io.ctcservice.core.Counted;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.core.loss.Lattice;
import io.ctcservice.core.loss.UtteranceLoss;
import io.ctcservice.plot.LatticePath;
import io.ctcservice.plot.LatticePicture;
import io.ctcservice.plot.LatticeQuantity;
import io.ctcservice.plot.Picture;
import io.ctcservice.plot.Symbols;
import io.ctcservice.request.OutputClasses;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;

/** A picture of the lattice of one utterance, with its best path. */
final class LossPicture {

    private LossPicture() {}

    /** @param scored with lattice and best path */
    static Picture of(ScoredUtterance scored, LatticeQuantity view, OutputClasses classes) {
        var target = scored.utterance().target();
        Lattice lattice = Objects.requireNonNull(scored.loss().lattice());
        int vocabSize = scored.utterance().emissions().vocabSize();
        var symbols = Symbols.ofClasses(vocabSize, classes.blank(), classes::name);
        var bestPath = scored.bestPath();
        return LatticePicture.of(
                title(view, target, classes),
                subtitle(scored.loss(), target),
                lattice,
                view,
                IntStream.range(0, target.states())
                        .mapToObj(s -> symbols.get(target.label(s)))
                        .toList(),
                bestPath == null ? List.of() : LatticePath.states(bestPath.toArray(), classes.blank()));
    }

    private static String title(LatticeQuantity view, ExtendedTarget target, OutputClasses classes) {
        String text = classes.symbols(target.labels());
        String what = text == null ? Counted.of(target.labels().length(), "label") : "“" + Symbols.text(text) + "”";
        return view.title() + " of " + what;
    }

    private static String subtitle(UtteranceLoss loss, ExtendedTarget target) {
        String size = Counted.of(loss.frames(), "frame") + ", " + Counted.of(target.states(), "state") + "; ";
        return size
                + (loss.feasible()
                        ? String.format(
                                Locale.ROOT,
                                "loss %.4f nats; line: best path",
                                loss.loss().orElseThrow())
                        : "infeasible: no path of these frames gives the target");
    }
}
