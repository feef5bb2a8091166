package io.ctcservice.request;

import io.ctcservice.core.Labels;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The target of an utterance, as a text or as labels: exactly one of the two is given. */
public interface TargetBody extends UtteranceBody {

    @Schema(
            description = "The target as text, tokenised by the longest symbol that fits. Exactly one of `target` and"
                    + " `labels`; a text needs a vocabulary.",
            example = "hi")
    @Nullable
    String target();

    @Schema(description = "The target as class indices, without blanks. Exactly one of `target` and `labels`.")
    @Nullable
    Labels labels();
}
