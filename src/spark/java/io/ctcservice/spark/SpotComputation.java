package io.ctcservice.spark;

import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.ctcservice.core.Quoted;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.spot.Detection;
import io.ctcservice.core.spot.KeywordSpotter;
import io.ctcservice.core.spot.WordBoundaries;
import io.ctcservice.core.text.SpellingAdvice;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WhiteSpace;
import io.ctcservice.core.text.WordGrouping;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** The places of phrases in each row: as whole words where the vocabulary parts words. */
final class SpotComputation implements Computation {

    private static final StructType COLUMNS = new StructType()
            .add(
                    "detections",
                    DataTypes.createArrayType(
                            Columns.span(new StructType().add("phrase", DataTypes.StringType)), false))
            .add("frames", DataTypes.IntegerType);

    private static final Comparator<Found> BEST_FIRST = Comparator.<Found>comparingDouble(
                    found -> -found.detection().score())
            .thenComparingInt(found -> found.detection().start())
            .thenComparingInt(Found::keyword);

    private record Found(int keyword, Detection detection) {}

    /**
     * A keyword in the form that the search takes.
     *
     * @param text as given
     * @param spelled the text that the labels spell
     * @param threshold the least score
     */
    private record Phrase(String text, String spelled, Labels labels, double threshold) {}

    private final Classes classes;
    private final Settings.Words words;
    private final List<Phrase> phrases;
    private final boolean isRepeating;
    private final Optional<WordBoundaries> boundaries;

    SpotComputation(Settings settings) {
        this.classes = new Classes(settings);
        this.words = settings.words();
        var vocabulary = classes.vocabulary().orElseThrow();
        this.isRepeating = !vocabulary.repeated().isEmpty();
        boolean partsWords = words.delimiter() != null
                || WordGrouping.usualDelimiter(vocabulary).isPresent();
        this.boundaries = partsWords
                ? Optional.of(WordBoundaries.of(vocabulary, classes.grouping().orElseThrow()))
                : Optional.empty();
        this.phrases = settings.keywords().stream()
                .map(keyword -> phrase(keyword, vocabulary, classes.delimiter(), partsWords))
                .toList();
    }

    /** Returns a keyword with one space for each run of white space, and none at the ends of whole words. */
    private static Phrase phrase(
            Settings.Weighted keyword, Vocabulary vocabulary, Optional<String> delimiter, boolean wholeWords) {
        String single = WhiteSpace.single(keyword.phrase());
        String spelled = wholeWords ? single.strip() : single;
        Labels labels;
        try {
            labels = vocabulary.labels(spelled, delimiter);
        } catch (CtcInputException refused) {
            throw new UsageException("--keywords: \"" + keyword.phrase() + "\": " + refused.getMessage()
                    + SpellingAdvice.of(spelled, vocabulary, delimiter));
        }
        if (labels.length() == 0) {
            throw new CtcInputException("keywords", "\"" + keyword.phrase() + "\"", "at least one symbol");
        }
        return new Phrase(keyword.phrase(), spelled, labels, keyword.weight());
    }

    /** Returns which keywords begin or end within a word, so that they are hardly ever found. */
    @Override
    public List<String> remarks() {
        var vocabulary = classes.vocabulary().orElseThrow();
        return phrases.stream()
                .flatMap(phrase ->
                        SpellingAdvice.withinAWord(vocabulary.text(phrase.labels()), vocabulary, classes.delimiter())
                                .map(found -> "--keywords: " + Quoted.of(phrase.text()) + ": " + found)
                                .stream())
                .toList();
    }

    @Override
    public StructType columns() {
        return COLUMNS;
    }

    @Override
    public Emissions emissions(FloatMatrix scores, ScoreKind kind) {
        return Emissions.withBestPath(scores, kind);
    }

    @Override
    public @Nullable Object[] values(Utterance utterance, Target target, RowWarnings warnings) {
        Emissions emissions = utterance.emissions();
        classes.requireCells(
                "keywords",
                emissions,
                phrases.stream()
                        .mapToLong(phrase -> 2L * phrase.labels().length() + 1)
                        .sum());
        var spotter = new KeywordSpotter(emissions, classes.blank(), boundaries);
        var found = new ArrayList<Found>();
        for (int i = 0; i < phrases.size(); i++) {
            var phrase = phrases.get(i);
            for (var detection : spotter.find(labels(phrase, emissions, warnings), phrase.threshold())) {
                found.add(new Found(i, detection));
            }
        }
        found.sort(BEST_FIRST);
        Times times = words.times(utterance);
        return Columns.values(
                Columns.array(found.stream().map(one -> row(one, times)).toList()), emissions.frames());
    }

    private Labels labels(Phrase phrase, Emissions emissions, RowWarnings warnings) {
        return isRepeating
                ? classes.vocabularyFor(phrase.spelled(), emissions, warnings)
                        .labels(phrase.spelled(), classes.delimiter())
                : phrase.labels();
    }

    private Row row(Found found, Times times) {
        var detection = found.detection();
        return Columns.row(Columns.span(
                Columns.values(phrases.get(found.keyword()).text()),
                detection.start(),
                detection.end(),
                detection.score(),
                times));
    }
}
