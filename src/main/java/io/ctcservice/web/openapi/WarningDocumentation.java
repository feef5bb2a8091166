package io.ctcservice.web.openapi;

import io.ctcservice.codec.WarningHeader;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.StringSchema;
import java.util.Set;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A customizer that marks in the OpenAPI document the responses that may have warnings in a header. */
@Configuration(proxyBeanMethods = false)
class WarningDocumentation {

    private static final Set<String> OPERATIONS =
            Set.of("loss", "decode", "align", "spot", "synthesize", "features", "infer", "transcribe");

    @Bean
    OpenApiCustomizer documentWarnings() {
        return document -> document.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .filter(operation -> OPERATIONS.contains(operation.getOperationId()))
                .map(operation -> operation.getResponses().get("200"))
                .forEach(answer -> answer.addHeaderObject(
                        WarningHeader.NAME,
                        new Header()
                                .description("Legal but suspicious parts of the request, for answers without"
                                        + " `warnings` of their own: the same as JSON in ASCII; above 4 KB only how"
                                        + " many there are.")
                                .schema(new StringSchema())));
    }
}
