package io.ctcservice.request;

import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.UnreadableBodyException;
import io.ctcservice.codec.Violation;
import io.ctcservice.codec.json.JsonErrors;
import jakarta.validation.Validator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A converter of a map of fields, from parameters or from a message, to a request record, with the checks of a JSON body. Stateless and thread-safe.
 */
public final class FieldReader {

    private final JsonMapper json;
    private final Validator validator;

    public FieldReader(JsonMapper json, Validator validator) {
        this.json = json;
        this.validator = validator;
    }

    /**
     * Returns the request with these fields.
     *
     * @param fields gives a map, or a JSON object
     * @param at pointer to the object that has them
     * @throws UnreadableBodyException if a field is unknown or of the wrong type
     * @throws RefusedRequestException if a value is out of its range
     */
    public <B> B read(Supplier<?> fields, Class<B> type, String at) {
        @Nullable B body;
        try {
            body = json.convertValue(fields.get(), type);
        } catch (JacksonException refused) {
            var violation = JsonErrors.violation(refused);
            var placed = new Violation(at + violation.pointer(), violation.detail());
            throw JsonErrors.isWellFormed(refused)
                    ? new RefusedRequestException(placed.pointer(), placed.detail())
                    : new UnreadableBodyException(placed);
        }
        if (body == null) {
            throw new UnreadableBodyException(new Violation(at, "null; expected an object"));
        }
        var violations = validator.validate(body).stream()
                .map(one -> JsonErrors.outOfRange(
                        one.getPropertyPath().toString(), one.getInvalidValue(), one.getMessage()))
                .toList();
        if (!violations.isEmpty()) {
            throw new RefusedRequestException(violations);
        }
        return body;
    }
}
