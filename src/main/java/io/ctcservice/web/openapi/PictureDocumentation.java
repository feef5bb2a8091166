package io.ctcservice.web.openapi;

import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Map;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Says in the OpenAPI document which answers may also be pictures or subtitles: their handler methods are hidden from it. */
@Configuration(proxyBeanMethods = false)
class PictureDocumentation {

    /** What is drawn, by operation. */
    private static final Map<String, String> PICTURES = Map.of(
            "align", "The emissions as a heat map, the best path and the tokens below. One utterance only.",
            "synthesize", "The features as a heat map.",
            "features", "The features as a heat map.",
            "decode", "The emissions as a heat map, the frame path and the tokens below. One utterance only.",
            "loss", "ln α over frames and states, and the best path. One utterance only.");

    /** What a known text can be had as, by media type. */
    private static final Map<String, String> SUBTITLES = Map.of(
            "text/vtt", "Subtitles, WebVTT. One utterance only, with `secondsPerFrame`.",
            "application/x-subrip", "Subtitles, SubRip. One utterance only, with `secondsPerFrame`.",
            "text/x-ctm", "Words and times, NIST CTM. One utterance only, with `secondsPerFrame`.",
            "text/x-textgrid", "Words and tokens, Praat TextGrid. One utterance only, with `secondsPerFrame`.");

    @Bean
    OpenApiCustomizer documentPictures() {
        return document -> document.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .forEach(operation -> {
                    String description = PICTURES.get(operation.getOperationId());
                    ApiResponse answer = operation.getResponses().get("200");
                    if (description != null && answer != null) {
                        addPictures(answer.getContent(), description);
                    }
                    if ("align".equals(operation.getOperationId()) && answer != null) {
                        SUBTITLES.forEach((type, said) -> answer.getContent().addMediaType(type, text(said)));
                    }
                });
    }

    private static void addPictures(Content content, String description) {
        var png = new Schema<Object>().description(description);
        png.setContentMediaType("image/png");
        content.addMediaType("image/png", new MediaType().schema(png));
        content.addMediaType("image/svg+xml", text(description));
    }

    private static MediaType text(String description) {
        return new MediaType().schema(new StringSchema().description(description));
    }
}
