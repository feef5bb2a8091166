package io.ctcservice.spark;

import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.spot.Detection;
import io.ctcservice.core.spot.KeywordSpotter;
import io.ctcservice.core.spot.WordBoundaries;
import io.ctcservice.core.text.Vocabulary;
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
                            new StructType()
                                    .add("phrase", DataTypes.StringType)
                                    .add("start", DataTypes.IntegerType)
                                    .add("end", DataTypes.IntegerType)
                                    .add("startSeconds", DataTypes.DoubleType)
                                    .add("endSeconds", DataTypes.DoubleType)
                                    .add("score", DataTypes.DoubleType),
                            false))
            .add("frames", DataTypes.IntegerType);

    private static final Comparator<Found> BEST_FIRST = Comparator.<Found>comparingDouble(
                    found -> -found.detection().score())
            .thenComparingInt(found -> found.detection().start())
            .thenComparingInt(Found::keyword);

    private record Found(int keyword, Detection detection) {}

    private final Classes classes;
    private final Settings.Words words;
    private final List<Settings.Weighted> keywords;
    private final List<Labels> spelled;
    private final boolean isRepeating;
    private final Optional<WordBoundaries> boundaries;

    SpotComputation(Settings settings) {
        this.classes = new Classes(settings);
        this.words = settings.words();
        this.keywords = settings.keywords();
        var vocabulary = classes.vocabulary().orElseThrow();
        this.spelled = keywords.stream()
                .map(keyword -> spelled(keyword.phrase(), vocabulary))
                .toList();
        this.isRepeating = !vocabulary.repeated().isEmpty();
        boolean partsWords = words.delimiter() != null
                || WordGrouping.usualDelimiter(vocabulary).isPresent();
        this.boundaries = partsWords
                ? Optional.of(WordBoundaries.of(vocabulary, classes.grouping().orElseThrow()))
                : Optional.empty();
    }

    private static Labels spelled(String phrase, Vocabulary vocabulary) {
        Labels labels;
        try {
            labels = vocabulary.labels(phrase);
        } catch (CtcInputException refused) {
            throw new UsageException("--keywords: \"" + phrase + "\": " + refused.getMessage());
        }
        if (labels.length() == 0) {
            throw new CtcInputException("keywords", "\"" + phrase + "\"", "at least one symbol");
        }
        return labels;
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
    public @Nullable Object[] values(Emissions emissions, Target target) {
        classes.requireCells(
                emissions,
                spelled.stream().mapToLong(labels -> 2L * labels.length() + 1).sum());
        var spotter = new KeywordSpotter(emissions, classes.blank(), boundaries);
        var found = new ArrayList<Found>();
        for (int i = 0; i < keywords.size(); i++) {
            for (var detection :
                    spotter.find(labels(i, emissions), keywords.get(i).weight())) {
                found.add(new Found(i, detection));
            }
        }
        found.sort(BEST_FIRST);
        return Columns.values(Columns.array(found.stream().map(this::row).toList()), emissions.frames());
    }

    private Labels labels(int keyword, Emissions emissions) {
        String phrase = keywords.get(keyword).phrase();
        return isRepeating ? classes.vocabularyFor(phrase, emissions).labels(phrase) : spelled.get(keyword);
    }

    private Row row(Found found) {
        var detection = found.detection();
        return Columns.row(
                keywords.get(found.keyword()).phrase(),
                detection.start(),
                detection.end(),
                words.seconds(detection.start()),
                words.seconds(detection.end()),
                detection.score());
    }
}
