package io.ctcservice.api.transcriptions;

import io.ctcservice.audio.SoundRemark;
import io.ctcservice.codec.Warnings;
import io.ctcservice.core.decode.BeamSettings;
import io.ctcservice.core.decode.Decoder;
import io.ctcservice.core.decode.GreedyDecoder;
import io.ctcservice.core.decode.PrefixBeamDecoder;
import io.ctcservice.core.decode.SpanFinder;
import io.ctcservice.core.decode.guide.Guidance;
import io.ctcservice.core.decode.guide.Hotwords;
import io.ctcservice.core.decode.guide.LanguageModelFusion;
import io.ctcservice.core.lm.LanguageModel;
import io.ctcservice.core.lm.LanguageModels;
import io.ctcservice.core.loss.Forward;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import io.ctcservice.metrics.TimedDecoding;
import io.ctcservice.recognition.NetworkDescription;
import io.ctcservice.request.CasedPhrases;
import io.ctcservice.request.GuideChecks;
import io.ctcservice.request.Limits;
import io.ctcservice.request.decode.DecodePlan;
import io.ctcservice.request.decode.DecodeWarnings;
import io.ctcservice.request.decode.LanguageModelWarnings;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * A decoder of the emissions of a recording: the best path, or with hot words or a language model the best hypothesis of a beam
 * search with the defaults of /decode. Stateless.
 */
@Component
final class TranscriptionDecoder {

    private static final String FILE = "/file";
    private static final String LANGUAGE_MODEL = "/language_model";

    private static final String TOO_LONG =
            "too long a recording to find where each word of a beam search is, see ctc.limits.max-cells";

    /** No exact scores: no response has them, and for an hour of sound they would take longer than all else. */
    private static final long NO_CELLS = 0;

    private final Forward forward;
    private final LanguageModels models;
    private final TimedDecoding decoding;
    private final Limits limits;

    TranscriptionDecoder(Forward forward, LanguageModels models, TimedDecoding decoding, Limits limits) {
        this.forward = forward;
        this.models = models;
        this.decoding = decoding;
        this.limits = limits;
    }

    /**
     * Checks the language model and the hot words of a request.
     *
     * @throws io.ctcservice.codec.RefusedRequestException if there is no such model, or the hot words are too long in all
     */
    void requireGuides(TranscriptionFields fields) {
        model(fields);
        var hotwords = fields.hotwords();
        if (!hotwords.isEmpty()) {
            GuideChecks.requireCharacters(hotwords.getLast().pointer(), texts(hotwords));
        }
    }

    private static List<String> texts(List<DecodePlan.Phrase> phrases) {
        return phrases.stream().map(DecodePlan.Phrase::text).toList();
    }

    private Optional<LanguageModel> model(TranscriptionFields fields) {
        return Optional.ofNullable(fields.languageModel())
                .map(name -> GuideChecks.languageModel(models, name, LANGUAGE_MODEL));
    }

    /**
     * Returns the transcript of a recording.
     *
     * @throws org.springframework.web.ErrorResponseException if times are wanted and their lattice is too large
     */
    Transcript decode(RecordingEmissions recording, TranscriptionFields fields) {
        var vocabulary = recording.network().vocabulary();
        var grouping = WordGrouping.of(vocabulary);
        var warnings = new Warnings();
        recording.remarks().forEach(remark -> warnings.add(FILE, remark.detail() + advice(remark)));
        var decoder = decoder(recording.network(), grouping, fields, warnings);
        var labels = decoding.decode(decoder, recording.emissions()).getFirst().labels();
        model(fields)
                .ifPresent(model ->
                        new LanguageModelWarnings(warnings).ofWords(List.of(labels), grouping, model, LANGUAGE_MODEL));
        var finder = new SpanFinder(vocabulary.blank(), Optional.of(grouping));
        boolean withSpans = needsSpans(fields, finder.cells(recording.emissions(), labels), warnings);
        var spans = withSpans ? finder.find(recording.emissions(), labels) : null;
        return new Transcript(recording, grouping, labels, spans, warnings.list());
    }

    private static String advice(SoundRemark remark) {
        return remark.better().isPresent()
                ? "; expected a recording of channel " + remark.better().getAsInt() + " alone"
                : "";
    }

    private Decoder decoder(
            NetworkDescription network, WordGrouping grouping, TranscriptionFields fields, Warnings warnings) {
        var vocabulary = network.vocabulary();
        if (!fields.isGuided()) {
            return new GreedyDecoder(forward, vocabulary.blank(), NO_CELLS);
        }
        var model = model(fields);
        var guidance = new Guidance(
                grouping,
                model.map(known -> LanguageModelFusion.spelled(known, network.weights())),
                Optional.of(fields.hotwords())
                        .filter(given -> !given.isEmpty())
                        .map(given -> hotwords(given, vocabulary, grouping, model, warnings)),
                Optional.empty());
        var settings = BeamSettings.DEFAULT;
        int width = Math.min(settings.beamWidth(), limits.maxBeamWidth());
        return new PrefixBeamDecoder(
                forward,
                vocabulary.blank(),
                new BeamSettings(width, 1, settings.tokenMinLogProb(), settings.beamMinLogProb()),
                Optional.of(guidance),
                Optional.of(grouping),
                NO_CELLS);
    }

    /** Returns the hot words as the vocabulary spells them; those that have no effect are warned of. */
    private static Hotwords hotwords(
            List<DecodePlan.Phrase> phrases,
            Vocabulary vocabulary,
            WordGrouping grouping,
            Optional<LanguageModel> model,
            Warnings warnings) {
        var cased = CasedPhrases.of(texts(phrases), vocabulary, grouping);
        var unspellable = cased.unspellable().stream().map(phrases::get).toList();
        new DecodeWarnings(warnings).ofUnspellable(unspellable, vocabulary, grouping);
        var spelled = cased.spelled()
                .mapToObj(i -> new DecodePlan.Phrase(
                        phrases.get(i).pointer(), cased.phrases().get(i)))
                .toList();
        model.ifPresent(known -> new LanguageModelWarnings(warnings).ofUnlisted(spelled, vocabulary, grouping, known));
        return cased.hotwords(vocabulary, grouping);
    }

    /** Returns whether the response has what spans say; log-probabilities whose lattice is too large are left out of it. */
    private boolean needsSpans(TranscriptionFields fields, long cells, Warnings warnings) {
        if (cells <= limits.maxCells()) {
            return fields.answersTimes() || fields.answersLogprobs();
        }
        if (fields.answersTimes()) {
            throw Refusals.invalid(
                    "response_format", TOO_LONG + "; expected json or text, or neither hotwords nor a language_model");
        }
        if (fields.answersLogprobs()) {
            warnings.add("/include", "no logprobs: " + TOO_LONG);
        }
        return false;
    }
}
