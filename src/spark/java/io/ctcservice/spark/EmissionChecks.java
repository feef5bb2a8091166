package io.ctcservice.spark;

import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.check.DurationCheck;
import io.ctcservice.core.check.EmissionSigns;
import io.ctcservice.core.check.ScoreLook;
import io.ctcservice.core.check.UnsureLine;
import org.jspecify.annotations.Nullable;

/** The checks of the emissions of each row for what is suspicious, as the service has them. Immutable. */
final class EmissionChecks {

    private final Classes classes;
    private final boolean arePictures;
    private final boolean areScoresNamed;
    private final @Nullable Double secondsPerFrame;

    EmissionChecks(Settings settings) {
        this.classes = new Classes(settings);
        this.arePictures = settings.column().equals(Recogniser.PICTURE);
        this.areScoresNamed = settings.scores() != null;
        this.secondsPerFrame = settings.words().secondsPerFrame();
    }

    /** Warns of emissions that are not what they are said to be, or of which the network is unsure. */
    void warn(Utterance utterance, RowWarnings warnings) {
        var emissions = utterance.emissions();
        var signs = EmissionSigns.of(emissions, classes.blank());
        signs.transposed().ifPresent(found -> warnings.add("emissions", found));
        signs.actingBlank()
                .map(other -> other.describe(classes.blank(), classes::named, "this utterance"))
                .ifPresent(found -> warnings.add("blank", found + "; is that the blank?"));
        if (arePictures) {
            UnsureLine.of(emissions, classes.blank()).ifPresent(found -> warnings.add(Recogniser.PICTURE, found));
        }
        if (secondsPerFrame != null) {
            DurationCheck.of(emissions.frames(), secondsPerFrame, utterance.seconds())
                    .ifPresent(found -> warnings.add("seconds", found));
        }
    }

    /** Warns of scores that are taken for logits and look like something else. */
    void warnOfScores(FloatMatrix scores, RowWarnings warnings) {
        if (!areScoresNamed) {
            ScoreLook.of(scores)
                    .ifPresent(look -> warnings.add(
                            "scores", "missing, and so taken for \"logits\", but these look like " + look));
        }
    }
}
