package io.ctcservice.request;

import io.ctcservice.codec.Warnings;
import io.ctcservice.core.Labels;
import io.ctcservice.core.align.Transcript;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.core.text.SpellingAdvice;
import io.ctcservice.core.text.Vocabulary;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A reader of the targets of utterances, texts or labels. Stateless. */
final class TargetReader {

    private static final String STAR_ADVICE =
            "; \"onUnknown\": \"star\" lets what cannot be spelled stand for anything";

    private TargetReader() {}

    /** Returns an utterance with its target; null, with the faults noted, if that is refused. */
    static @Nullable TargetEmissions withTarget(
            NamedEmissions named,
            TargetBody body,
            OutputClasses classes,
            String at,
            Violations faults,
            Warnings warnings) {
        Labels labels = labels(body, classes, at, faults);
        if (labels == null) {
            return null;
        }
        warnOfWordParts(body, labels, classes, null, at, warnings);
        int vocabSize = named.emissions().vocabSize();
        var target = faults.attempt(
                at, () -> ExtendedTarget.of(labels.requireClasses(vocabSize, classes.blank()), classes.blank()));
        return target == null ? null : new TargetEmissions(named.id(), named.emissions(), target);
    }

    /** Returns an utterance with its transcript; null, with the faults noted, if that is refused. */
    static @Nullable TranscribedEmissions withTranscript(
            NamedEmissions named,
            TargetBody body,
            OutputClasses classes,
            @Nullable String wordDelimiter,
            Transcript.OnUnknown onUnknown,
            String at,
            Violations faults,
            Warnings warnings) {
        if (!hasOneTarget(body, classes, at, faults)) {
            return null;
        }
        var transcribed = faults.attempt(
                at,
                () -> transcribed(named, body, classes, wordDelimiter, onUnknown),
                () -> onUnknown == Transcript.OnUnknown.STAR
                        ? ""
                        : spellingAdvice(body.target(), classes, wordDelimiter) + STAR_ADVICE);
        if (transcribed != null) {
            var target = transcribed.transcript().target();
            var labels = IntStream.range(0, target.length()).map(target::label).toArray();
            warnOfWordParts(body, Labels.of(labels), classes, wordDelimiter, at, warnings);
        }
        return transcribed;
    }

    /** Warns of texts in which stars replace what could be spelled otherwise, or everything. */
    static void warnOfStars(
            BatchBody<? extends TargetBody> body, Batch<TranscribedEmissions> batch, @Nullable String wordDelimiter) {
        for (int i = 0; i < batch.utterances().size(); i++) {
            String text = Objects.requireNonNull(body.utterances()).get(i).target();
            var target = batch.utterances().get(i).transcript().target();
            if (text == null || IntStream.rangeClosed(0, target.length()).noneMatch(target::absorbs)) {
                continue;
            }
            String advice = spellingAdvice(text, batch.classes(), wordDelimiter);
            if (target.length() == 0) {
                batch.warnings()
                        .add(
                                "/utterances/" + i + "/target",
                                "no character of it can be spelled, so nothing was aligned" + advice);
            } else if (!advice.isEmpty()) {
                batch.warnings().add("/utterances/" + i + "/target", "stars stand for characters of it" + advice);
            }
        }
    }

    /** Warns of a text whose labels begin or end within a word. */
    private static void warnOfWordParts(
            TargetBody body,
            Labels labels,
            OutputClasses classes,
            @Nullable String wordDelimiter,
            String at,
            Warnings warnings) {
        var vocabulary = classes.vocabulary();
        if (body.target() != null && vocabulary != null) {
            SpellingAdvice.withinAWord(vocabulary.text(labels), vocabulary, classes.delimiter(wordDelimiter))
                    .ifPresent(detail -> warnings.add(at + "/target", detail));
        }
    }

    private static TranscribedEmissions transcribed(
            NamedEmissions named,
            TargetBody body,
            OutputClasses classes,
            @Nullable String wordDelimiter,
            Transcript.OnUnknown onUnknown) {
        Labels labels = Objects.requireNonNullElse(body.labels(), Labels.of());
        var grouping = classes.grouping(wordDelimiter);
        Vocabulary vocabulary = classes.vocabulary();
        String text = body.target();
        Transcript transcript;
        if (vocabulary == null || grouping.isEmpty()) {
            transcript = Transcript.ofLabels(labels, classes.blank());
        } else if (text == null) {
            transcript = Transcript.ofLabels(labels, vocabulary, grouping.get());
        } else {
            transcript = Transcript.ofText(text, vocabulary, grouping.get(), onUnknown);
        }
        transcript.target().requireClassesOf(named.emissions());
        return new TranscribedEmissions(named.id(), named.emissions(), named.seconds(), transcript);
    }

    private static @Nullable Labels labels(TargetBody body, OutputClasses classes, String at, Violations faults) {
        if (!hasOneTarget(body, classes, at, faults)) {
            return null;
        }
        String target = body.target();
        Vocabulary vocabulary = classes.vocabulary();
        return target == null || vocabulary == null
                ? body.labels()
                : faults.attempt(at, () -> vocabulary.labels(target), () -> spellingAdvice(target, classes, null));
    }

    /** Returns whether there is either a target with a vocabulary or labels; notes the fault if not. */
    private static boolean hasOneTarget(TargetBody body, OutputClasses classes, String at, Violations faults) {
        if (body.target() == null && body.labels() == null) {
            faults.add(at + "/target", "missing; expected either \"target\" or \"labels\"");
            return false;
        }
        if (body.target() != null && body.labels() != null) {
            faults.add(at + "/labels", "given besides \"target\"; expected only one of the two");
            return false;
        }
        if (body.target() != null && classes.vocabulary() == null) {
            faults.add(at + "/target", "a text, but the request has no vocabulary; expected \"labels\"");
            return false;
        }
        return true;
    }

    /** Returns advice for a text that cannot be spelled; empty if there is none. */
    private static String spellingAdvice(@Nullable String text, OutputClasses classes, @Nullable String wordDelimiter) {
        return text == null || classes.vocabulary() == null
                ? ""
                : SpellingAdvice.of(text, classes.vocabulary(), classes.delimiter(wordDelimiter));
    }
}
