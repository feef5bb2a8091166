package io.ctcservice.request;

import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.Warnings;
import io.ctcservice.codec.subtitle.SubtitleFormat;
import io.ctcservice.core.Counted;
import io.ctcservice.core.PlainNumber;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The utterances of a request, checked, as core objects.
 *
 * @param classes the classes of their emissions
 * @param utterances at least one, in the order of the request
 * @param warnings the suspicious parts of the request; later steps may add to them
 * @param <U> {@link NamedEmissions}, {@link TargetEmissions} or {@link TranscribedEmissions}
 */
public record Batch<U>(OutputClasses classes, List<U> utterances, Warnings warnings) {

    /** The shortest and the longest duration of a frame in seconds that are not suspicious. */
    private static final double SHORTEST_FRAME = 0.001;

    private static final double LONGEST_FRAME = 1;

    public Batch {
        utterances = List.copyOf(utterances);
    }

    /**
     * Returns the duration of a frame in seconds, for a file of words and times.
     *
     * @param secondsPerFrame what the request says
     * @param ids those of the utterances
     * @throws RefusedRequestException if it says nothing, if there is no vocabulary, more than one utterance where the
     *     format takes only one, or two that would have one name in the file
     */
    public double secondsFor(SubtitleFormat format, @Nullable Double secondsPerFrame, Function<U, String> ids) {
        if (!format.takesMany()) {
            only("a file of subtitles");
        }
        requireDistinct(utterances.stream().map(ids).map(format::nameOf).toList());
        Double seconds = classes.secondsPerFrame(secondsPerFrame);
        if (seconds == null) {
            throw new RefusedRequestException(
                    "/secondsPerFrame", "missing; expected a number, because subtitles are timed in seconds");
        }
        requireText("subtitles are text");
        return seconds;
    }

    /**
     * Warns of a duration of a frame on which an answer in this form does not depend, and of one that looks as if it were in
     * another unit.
     *
     * @param secondsPerFrame what the request says
     */
    public void warnOfSeconds(ResponseForm form, @Nullable Double secondsPerFrame) {
        if (secondsPerFrame == null || secondsPerFrame.equals(classes.secondsPerFrame())) {
            return;
        }
        if (!form.hasSeconds()) {
            form.warnOfNoEffect("/secondsPerFrame", ", which has frames only", warnings);
        } else if (secondsPerFrame < SHORTEST_FRAME || secondsPerFrame > LONGEST_FRAME) {
            warnings.add(
                    "/secondsPerFrame",
                    PlainNumber.of(secondsPerFrame)
                            + " s is a strange duration of a frame, mostly 0.01 to 0.08; expected seconds, not"
                            + " milliseconds, samples or frames a second");
        }
    }

    private static void requireDistinct(List<String> names) {
        var places = new HashMap<String, Integer>();
        for (int i = 0; i < names.size(); i++) {
            Integer before = places.putIfAbsent(names.get(i), i);
            if (before != null) {
                throw new RefusedRequestException(
                        "/utterances/" + i + "/id",
                        "\"" + names.get(i) + "\" in this format, as utterance " + before
                                + " is, too; expected another, since names part the utterances of a file");
            }
        }
    }

    /**
     * Checks that classes have symbols.
     *
     * @param why the reason, for the refusal
     * @throws RefusedRequestException if they have none
     */
    public void requireText(String why) {
        if (classes.vocabulary() == null) {
            throw new RefusedRequestException("/vocabulary", "missing; expected symbols, because " + why);
        }
    }

    /**
     * Returns the only utterance.
     *
     * @param form the form of response that takes only one, for the refusal: "a picture"
     * @throws RefusedRequestException if there are several
     */
    public U only(String form) {
        if (utterances.size() != 1) {
            throw new RefusedRequestException(
                    "/utterances",
                    Counted.of(utterances.size(), "utterance") + "; expected 1, because the answer is " + form);
        }
        return utterances.getFirst();
    }
}
