package io.ctcservice.api.transcriptions;

import io.ctcservice.codec.Warnings;
import io.ctcservice.codec.json.JsonErrors;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.Labels;
import io.ctcservice.core.decode.BeamSettings;
import io.ctcservice.core.decode.Decoder;
import io.ctcservice.core.decode.GreedyDecoder;
import io.ctcservice.core.decode.PrefixBeamDecoder;
import io.ctcservice.core.decode.SpanFinder;
import io.ctcservice.core.decode.Spans;
import io.ctcservice.core.decode.guide.FusionWeights;
import io.ctcservice.core.decode.guide.Guidance;
import io.ctcservice.core.decode.guide.LanguageModelFusion;
import io.ctcservice.core.lm.LanguageModels;
import io.ctcservice.core.loss.Forward;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import io.ctcservice.metrics.TimedDecoding;
import io.ctcservice.recognition.NetworkDescription;
import io.ctcservice.request.GuideChecks;
import io.ctcservice.request.Limits;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * A decoder of the emissions of a recording: the best path, or with hot words or a language model the best hypothesis of a beam
 * search with the defaults of /decode. Stateless.
 */
@Component
final class TranscriptionDecoder {

    private static final int MOST_WARNINGS = 5;

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
        if (fields.languageModel() != null) {
            GuideChecks.languageModel(models, fields.languageModel(), "/language_model");
        }
        GuideChecks.requireCharacters("/hotwords", fields.hotwords());
    }

    /**
     * Returns the transcript of a recording.
     *
     * @throws org.springframework.web.ErrorResponseException if spans are needed and their lattice is too large
     */
    Transcript decode(RecordingEmissions recording, TranscriptionFields fields) {
        var vocabulary = recording.network().vocabulary();
        var grouping = WordGrouping.of(vocabulary);
        var warnings = new Warnings();
        var decoder = decoder(recording.network(), grouping, fields, warnings);
        var labels = decoding.decode(decoder, recording.emissions()).getFirst().labels();
        boolean withSpans = fields.format().hasTimes() || fields.includesLogprobs();
        var spans = withSpans ? spans(recording.emissions(), labels, vocabulary, grouping) : null;
        return new Transcript(recording, grouping, labels, spans, warnings.list());
    }

    private Decoder decoder(
            NetworkDescription network, WordGrouping grouping, TranscriptionFields fields, Warnings warnings) {
        var vocabulary = network.vocabulary();
        if (!fields.isGuided()) {
            return new GreedyDecoder(forward, vocabulary.blank(), NO_CELLS);
        }
        var hotwords = Optional.of(fields.hotwords())
                .filter(phrases -> !phrases.isEmpty())
                .map(phrases -> CasedHotwords.of(phrases, vocabulary, grouping));
        hotwords.ifPresent(cased -> warn(cased, warnings));
        var guidance = new Guidance(
                grouping,
                Optional.ofNullable(fields.languageModel()).map(name -> fusion(name, network.weights())),
                hotwords.map(CasedHotwords::hotwords),
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

    private LanguageModelFusion fusion(String name, FusionWeights weights) {
        return LanguageModelFusion.spelled(GuideChecks.languageModel(models, name, "/language_model"), weights);
    }

    private static void warn(CasedHotwords hotwords, Warnings warnings) {
        var never = hotwords.unspellable();
        never.stream()
                .limit(MOST_WARNINGS)
                .forEach(phrase -> warnings.add(
                        "/hotwords",
                        JsonErrors.excerpt(phrase)
                                + " cannot be spelled with the vocabulary of the network, and so is never found"));
        if (never.size() > MOST_WARNINGS) {
            warnings.add("/hotwords", never.size() - MOST_WARNINGS + " more cannot be spelled either");
        }
    }

    private Spans spans(Emissions emissions, Labels labels, Vocabulary vocabulary, WordGrouping grouping) {
        var finder = new SpanFinder(vocabulary.blank(), Optional.of(grouping));
        if (finder.cells(emissions, labels) > limits.maxCells()) {
            throw Refusals.invalid(
                    "response_format",
                    "too long a recording to find where each word of a beam search is, see ctc.limits.max-cells;"
                            + " expected json or text, or neither hotwords nor a language_model");
        }
        return finder.find(emissions, labels);
    }
}
