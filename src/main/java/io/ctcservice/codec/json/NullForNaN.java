package io.ctcservice.codec.json;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdSerializer;

/** A serializer that writes NaN, which marks missing numbers in arrays of a response, as null. */
public final class NullForNaN extends StdSerializer<Double> {

    public NullForNaN() {
        super(Double.class);
    }

    @Override
    public void serialize(Double value, JsonGenerator generator, SerializationContext context) {
        if (value.isNaN()) {
            generator.writeNull();
        } else {
            generator.writeNumber(value);
        }
    }
}
