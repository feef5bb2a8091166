package io.ctcservice.train;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.decode.BeamSettings;
import io.ctcservice.core.decode.Decoder;
import io.ctcservice.core.decode.GreedyDecoder;
import io.ctcservice.core.decode.PrefixBeamDecoder;
import io.ctcservice.core.decode.guide.Guidance;
import io.ctcservice.core.decode.guide.LanguageModelFusion;
import io.ctcservice.core.lm.LanguageModel;
import io.ctcservice.core.loss.scaled.ScaledForward;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import io.ctcservice.train.print.Grey;
import io.ctcservice.train.print.PrintAlphabet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A reader of lines in the alphabet of word language models: small letters, figures, the apostrophe and the space.
 * Classes of one letter in two cases are added up; signs count as the blank, or as the space where they part words.
 */
final class FoldedReader {

    private static final String KEPT = " abcdefghijklmnopqrstuvwxyz'0123456789";
    private static final Vocabulary VOCABULARY = vocabulary();
    private static final WordGrouping WORDS = WordGrouping.of(VOCABULARY, " ");

    private final LineReader reader;
    private final Decoder decoder;
    private final int[] folded;

    private FoldedReader(LineReader reader, Decoder decoder) {
        this.reader = reader;
        this.decoder = decoder;
        this.folded = new PrintAlphabet()
                .symbols().stream().mapToInt(FoldedReader::foldedClass).toArray();
    }

    static FoldedReader greedy(LineReader reader) {
        return new FoldedReader(reader, new GreedyDecoder(ScaledForward.scalar(), PrintAlphabet.BLANK));
    }

    /** Returns a reader by prefix beam search with a language model, with the defaults of /decode. */
    static FoldedReader guided(LineReader reader, LanguageModel model) {
        var fusion = LanguageModelFusion.spelled(
                model, LanguageModelFusion.DEFAULT_WEIGHT, LanguageModelFusion.DEFAULT_WORD_BONUS);
        var guidance = new Guidance(WORDS, Optional.of(fusion), Optional.empty(), Optional.empty());
        return new FoldedReader(
                reader,
                new PrefixBeamDecoder(
                        ScaledForward.scalar(), PrintAlphabet.BLANK, BeamSettings.DEFAULT, Optional.of(guidance)));
    }

    String read(Grey picture) {
        var labels = decoder.decode(fold(reader.emissions(picture))).getFirst().labels();
        return WORDS.text(labels);
    }

    /** Returns a transcription in this alphabet. */
    static String fold(String text) {
        var folded = new StringBuilder();
        text.replace("''", "").chars().forEach(c -> {
            int to = foldedClass(String.valueOf((char) c));
            folded.append(to == PrintAlphabet.BLANK ? "" : VOCABULARY.symbol(to));
        });
        return folded.toString().strip().replaceAll(" +", " ");
    }

    private Emissions fold(Emissions emissions) {
        int classes = VOCABULARY.size();
        var sums = new float[emissions.frames() * classes];
        for (int t = 0; t < emissions.frames(); t++) {
            for (int v = 0; v < folded.length; v++) {
                sums[t * classes + folded[v]] += (float) Math.exp(emissions.logProb(t, v));
            }
        }
        return Emissions.of(FloatMatrix.adopt(emissions.frames(), classes, sums), ScoreKind.PROBS);
    }

    private static int foldedClass(String symbol) {
        if (symbol.equals("-") || symbol.equals("/")) {
            return 1;
        }
        return symbol.isEmpty() ? PrintAlphabet.BLANK : 1 + KEPT.indexOf(symbol.toLowerCase(Locale.ROOT));
    }

    private static Vocabulary vocabulary() {
        List<String> symbols = new ArrayList<>();
        symbols.add("<blank>");
        KEPT.chars().forEach(c -> symbols.add(String.valueOf((char) c)));
        return Vocabulary.of(symbols, PrintAlphabet.BLANK);
    }
}
