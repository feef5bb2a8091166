package io.ctcservice.request;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.ctcservice.core.ScoreKind;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields that the requests of /loss, /decode, /align, /spot and /emissions share, not yet checked; {@link BatchReader}
 * checks them and makes core types of them. A request record implements this by having components of these names; their descriptions
 * in the OpenAPI document come from here.
 *
 * @param <U> the type of an utterance
 */
@JsonIgnoreProperties("warnings") // what /emissions answers may be posted as it is
public interface BatchBody<U extends UtteranceBody> {

    @Schema(
            description = "1 to `ctc.limits.max-utterances` utterances; each may have its own number of frames."
                    + " Results come in their order.",
            requiredMode = RequiredMode.REQUIRED)
    @Nullable
    List<U> utterances();

    @Schema(
            description =
                    "The kind of scores in the emissions. `logits` (default): log-softmax is applied, which leaves log-probs as"
                            + " they are. `logProbs`, `probs`: rows must sum to 1 within 1e-3. Required where all rows of"
                            + " an utterance look like probabilities: where they lie in [0, 1] and sum to 1.")
    @Nullable
    ScoreKind scores();

    @Schema(
            description =
                    "The V symbols by class index, of 1 to 256 characters, the blank among them; its own may be empty. Needs `blank`. With neither `vocabulary` nor `vocabularyName`"
                            + " nor `blank`, it is `english`: a…z, space, ε, blank 27.")
    @Nullable
    List<String> vocabulary();

    @Schema(description = "A vocabulary that the server has, see GET /vocabularies.", example = "english")
    @Nullable
    String vocabularyName();

    @Schema(
            description = "Class index of the blank. Required with `vocabulary`; alone it means labels only, no text.",
            minimum = "0",
            example = "27")
    @Nullable
    Integer blank();

    @Schema(
            description =
                    "A network that the server has, see GET /networks: parts `recording` or `picture` come in place of"
                            + " emissions, or these came from it. Vocabulary, blank, scores and the duration of a frame are the"
                            + " network's.",
            example = "print")
    @Nullable
    String network();

    @Schema(
            description =
                    "The only channel of recordings to use, counted from 0. Default: all, averaged. Where one is delayed against"
                            + " another by 40 ms or more, the average has an echo and is recognised worse: name one.",
            minimum = "0",
            maximum = "254")
    @Nullable
    Integer channel();

    /** Returns the duration of a frame, null if the request does not state it. */
    default @Nullable Double secondsPerFrame() {
        return null;
    }

    /** Returns the pointer to the field that gives the symbols of the classes. */
    default String vocabularyPointer() {
        return vocabulary() == null ? "/vocabularyName" : "/vocabulary";
    }

    /** Returns an utterance without any fields. */
    U emptyUtterance();

    /** Returns the same request with other utterances. */
    BatchBody<U> withUtterances(List<U> utterances);
}
