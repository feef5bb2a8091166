package io.ctcservice.request.decode;

import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.Violation;
import io.ctcservice.codec.Warnings;
import io.ctcservice.core.PlainNumber;
import io.ctcservice.core.decode.BeamSettings;
import io.ctcservice.core.decode.Decoder;
import io.ctcservice.core.decode.GreedyDecoder;
import io.ctcservice.core.decode.PrefixBeamDecoder;
import io.ctcservice.core.decode.SpanFinder;
import io.ctcservice.core.lm.LanguageModel;
import io.ctcservice.core.lm.LanguageModels;
import io.ctcservice.core.loss.Forward;
import io.ctcservice.core.text.WordGrouping;
import io.ctcservice.request.Limits;
import io.ctcservice.request.OutputClasses;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The factory of decoders from the search settings of a request; it refuses bad settings. Stateless. */
public final class DecodePlanner {

    private static final String UNBOUNDED =
            "; with neither limit no label is ever settled, and what a stream's search holds"
                    + " grows without end: expected one of them above -1e9, such as -1000, or POST /decode with all emissions";

    private final Forward forward;
    private final DecodeGuides guides;
    private final Limits limits;

    public DecodePlanner(Forward forward, LanguageModels models, Limits limits) {
        this.forward = forward;
        this.guides = new DecodeGuides(models);
        this.limits = limits;
    }

    /**
     * Returns the decoder that a request asks for.
     *
     * @param warnings receives those of settings without effect and of phrases that cannot be found
     * @param withSpans whether to find where the tokens and words are
     * @throws RefusedRequestException if a setting is out of range, or a name unknown
     * @throws io.ctcservice.core.CtcInputException the same, found by the core
     */
    public DecodePlan plan(DecodeRequest request, OutputClasses classes, Warnings warnings, boolean withSpans) {
        var grouping = classes.grouping(request.wordDelimiter());
        classes.warnOfIdleDelimiter(request.wordDelimiter(), warnings);
        var unspellable = new ArrayList<DecodePlan.Phrase>();
        var decoder = decoder(request, classes, grouping, unspellable);
        var model = Optional.ofNullable(request.languageModel()).map(guides::model);
        warn(request, classes, grouping, unspellable, model, warnings);
        var spans = withSpans ? new SpanFinder(classes.blank(), grouping) : null;
        return new DecodePlan(decoder, spans, classes, grouping.orElse(null), List.copyOf(unspellable), model);
    }

    /**
     * Refuses a search whose memory would grow for as long as its emissions come.
     *
     * @throws RefusedRequestException naming the limits of which one must be another
     */
    public static void requireBounded(DecodeRequest request) {
        Double token = request.tokenMinLogProb();
        Double beam = request.beamMinLogProb();
        boolean isBeam = request.decoder() == DecodeRequest.DecoderName.BEAM;
        if (isBeam && token != null && beam != null && BeamSettings.isUnlimited(token, beam)) {
            throw new RefusedRequestException(List.of(
                    unbounded("tokenMinLogProb", token, "beamMinLogProb", beam),
                    unbounded("beamMinLogProb", beam, "tokenMinLogProb", token)));
        }
    }

    private static Violation unbounded(String field, double limit, String other, double otherLimit) {
        return new Violation(
                "/" + field,
                PlainNumber.of(limit) + " beside \"" + other + "\": " + PlainNumber.of(otherLimit) + UNBOUNDED);
    }

    private static void warn(
            DecodeRequest request,
            OutputClasses classes,
            Optional<WordGrouping> grouping,
            List<DecodePlan.Phrase> unspellable,
            Optional<LanguageModel> model,
            Warnings warnings) {
        var settings = new DecodeWarnings(warnings);
        settings.ofNoEffect(request, classes);
        var vocabulary = classes.vocabulary();
        if (vocabulary != null && grouping.isPresent()) {
            settings.ofUnspellable(unspellable, vocabulary, grouping.get());
            settings.ofRepeated(request, grouping.get());
            settings.ofUnparted(request, vocabulary);
            model.ifPresent(listing -> new LanguageModelWarnings(warnings)
                    .ofUnlisted(DecodeGuides.phrases(request), vocabulary, grouping.get(), listing));
        }
    }

    private Decoder decoder(
            DecodeRequest request,
            OutputClasses classes,
            Optional<WordGrouping> grouping,
            List<DecodePlan.Phrase> unspellable) {
        var settings = settings(request);
        if (request.decoder() != DecodeRequest.DecoderName.BEAM) {
            requireNothingForBeamOnly(request);
            return new GreedyDecoder(forward, classes.blank(), grouping, limits.maxCells());
        }
        var guidance = guides.of(request, classes, grouping.orElse(null), unspellable);
        return new PrefixBeamDecoder(forward, classes.blank(), settings, guidance, grouping, limits.maxCells());
    }

    private BeamSettings settings(DecodeRequest request) {
        var usual = BeamSettings.usual(request.lexicon() != null);
        int widest = Objects.requireNonNullElse(request.beamWidth(), limits.maxBeamWidth());
        requireWithin("/beamWidth", widest, limits.maxBeamWidth(), "");
        int nBest = Objects.requireNonNullElse(request.nBest(), usual.nBest());
        boolean isNarrow = widest < limits.maxNBest();
        requireWithin("/nBest", nBest, isNarrow ? widest : limits.maxNBest(), isNarrow ? ", the beam width" : "");
        int otherwise = Math.min(BeamSettings.usualWidth(nBest), limits.maxBeamWidth());
        return new BeamSettings(
                Objects.requireNonNullElse(request.beamWidth(), otherwise),
                nBest,
                Objects.requireNonNullElse(request.tokenMinLogProb(), usual.tokenMinLogProb()),
                Objects.requireNonNullElse(request.beamMinLogProb(), usual.beamMinLogProb()));
    }

    private static void requireWithin(String pointer, int value, int most, String why) {
        if (value < 1 || value > most) {
            String expected = value < 1 ? "a number in [1, " + most + "]" : "at most " + most;
            throw new RefusedRequestException(pointer, value + "; expected " + expected + why);
        }
    }

    /** Refuses, rather than ignores, settings that greedy decoding does not use. */
    private static void requireNothingForBeamOnly(DecodeRequest request) {
        requireAbsent("/languageModel", request.languageModel());
        requireAbsent("/hotwords", DecodeGuides.hotwords(request).isEmpty() ? null : request.hotwords());
        requireAbsent("/lexicon", request.lexicon());
        if (request.nBest() != null && request.nBest() > 1) {
            throw new RefusedRequestException("/nBest", request.nBest() + "; expected 1, or \"decoder\": \"beam\"");
        }
    }

    private static void requireAbsent(String pointer, @Nullable Object value) {
        if (value != null) {
            throw new RefusedRequestException(
                    pointer, "of no effect on greedy decoding; expected \"decoder\": \"beam\"");
        }
    }
}
