package io.ctcservice.request;

import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.Violation;
import io.ctcservice.codec.json.JsonErrors;
import io.ctcservice.core.Labels;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.core.ResolvableType;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/**
 * A reader of requests from query parameters, which have the names of the request's fields: scalars appear once, lists
 * are repeated or separated by commas, the fields of an object follow its name and a point. For several utterances, the
 * fields of each are repeated, in their order. Stateless and thread-safe.
 */
final class QueryBatchReader {

    private static final String UTTERANCES = "utterances";
    private static final String EMISSIONS = "emissions";

    /** The list whose items may contain commas, so that it can only be repeated. */
    private static final String SYMBOLS = "vocabulary";

    /** Digits that surely fit an int. */
    private static final int SHORT = 9;

    /** Reflection makes them anew at each call. */
    private static final ClassValue<List<RecordComponent>> COMPONENTS = new ClassValue<>() {
        @Override
        protected List<RecordComponent> computeValue(Class<?> type) {
            return List.of(type.getRecordComponents());
        }
    };

    private final JsonMapper json;

    QueryBatchReader(JsonMapper json) {
        this.json = json;
    }

    /**
     * Returns the request, whose utterances have no emissions.
     *
     * @param utterances how many there are
     * @throws RefusedRequestException if a parameter is unknown, a scalar repeated, or one cannot be read
     */
    <B extends BatchBody<?>> B read(Class<B> type, Map<String, List<String>> query, int utterances) {
        var fields = fields(type, UTTERANCES);
        var ofUtterances = fields(utteranceType(type), EMISSIONS);
        var scalars = new LinkedHashSet<String>();
        var lists = new LinkedHashSet<>(ofUtterances.keySet());
        fields.forEach((name, field) -> sort(name, field, scalars, lists));
        var parameters = QueryParameters.of(query, scalars, lists);
        var request = json.createObjectNode();
        query.keySet().stream()
                .filter(name -> !ofUtterances.containsKey(name))
                .forEach(name -> put(request, name, fields, query.getOrDefault(name, List.of()), parameters));
        addUtterances(request, utterances, ofUtterances, query);
        try {
            return json.readValue(json.writeValueAsBytes(request), type);
        } catch (JacksonException refused) {
            throw new RefusedRequestException(List.of(JsonErrors.violation(refused)));
        }
    }

    private static void sort(String name, RecordComponent field, Set<String> scalars, Set<String> lists) {
        if (field.getType().isRecord()) {
            COMPONENTS.get(field.getType()).forEach(inner -> scalars.add(name + "." + inner.getName()));
        } else {
            (isList(field.getType()) ? lists : scalars).add(name);
        }
    }

    private void put(
            ObjectNode request,
            String name,
            Map<String, RecordComponent> fields,
            List<String> values,
            QueryParameters parameters) {
        int point = name.indexOf('.');
        if (point >= 0) {
            String outer = name.substring(0, point);
            String inner = name.substring(point + 1);
            var object = request.get(outer) instanceof ObjectNode begun ? begun : request.putObject(outer);
            var field = fields(fieldOf(fields, outer).getType(), "").get(inner);
            object.set(inner, scalar(values.getFirst(), field == null ? String.class : field.getType()));
            return;
        }
        var field = fieldOf(fields, name);
        if (isList(field.getType())) {
            boolean whole = name.equals(SYMBOLS) && values.size() > 1;
            var items = whole ? values : parameters.list(name);
            request.set(name, list(items, itemType(field.getGenericType())));
        } else {
            request.set(name, scalar(values.getFirst(), field.getType()));
        }
    }

    private static RecordComponent fieldOf(Map<String, RecordComponent> fields, String name) {
        var field = fields.get(name);
        if (field == null) {
            throw new IllegalArgumentException(name);
        }
        return field;
    }

    private void addUtterances(
            ObjectNode request, int count, Map<String, RecordComponent> fields, Map<String, List<String>> query) {
        var utterances = request.putArray(UTTERANCES);
        for (int i = 0; i < count; i++) {
            var utterance = utterances.addObject();
            for (var field : fields.entrySet()) {
                var values = query.get(field.getKey());
                if (values != null) {
                    utterance.set(field.getKey(), ofUtterance(i, count, field.getValue(), values));
                }
            }
        }
    }

    private JsonNode ofUtterance(int index, int count, RecordComponent field, List<String> values) {
        if (isList(field.getType()) && count == 1) {
            return list(split(values), itemType(field.getGenericType()));
        }
        if (values.size() != count) {
            throw new RefusedRequestException(List.of(new Violation(
                    "/" + field.getName(),
                    "given " + times(values.size()) + "; expected " + times(count) + ", as there are utterances")));
        }
        return isList(field.getType())
                ? list(split(List.of(values.get(index))), itemType(field.getGenericType()))
                : scalar(values.get(index), field.getType());
    }

    private static String times(int count) {
        return count == 1 ? "once" : count + " times";
    }

    private static List<String> split(List<String> values) {
        return values.stream()
                .filter(value -> !value.isBlank())
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .toList();
    }

    private ArrayNode list(List<String> items, Class<?> type) {
        var list = json.createArrayNode();
        for (String item : items) {
            if (type.isRecord()) { // an object by its first field: a phrase
                list.addObject().put(COMPONENTS.get(type).getFirst().getName(), item);
            } else {
                list.add(scalar(item, type));
            }
        }
        return list;
    }

    /** Returns a number or boolean if one is expected and given; else text, for the reader to refuse. */
    private JsonNode scalar(String value, Class<?> type) {
        if (type == String.class || type.isEnum()) {
            return json.getNodeFactory().stringNode(value);
        }
        if (isShortNumber(value)) { // labels, mostly: a parser for each would cost more than the loss
            return json.getNodeFactory().numberNode(Integer.parseInt(value));
        }
        try {
            var literal = json.readTree(value);
            return literal.isNumber() || literal.isBoolean()
                    ? json.getNodeFactory().rawValueNode(new RawValue(value)) // as it is, for refusals to quote
                    : json.getNodeFactory().stringNode(value);
        } catch (JacksonException noLiteral) {
            return json.getNodeFactory().stringNode(value);
        }
    }

    /** Returns whether a text has decimal digits only, as JSON writes them, and surely fits an int. */
    private static boolean isShortNumber(String value) {
        int length = value.length();
        if (length == 0 || length > SHORT || (length > 1 && value.charAt(0) == '0')) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (value.charAt(i) < '0' || value.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static boolean isList(Class<?> type) {
        return Collection.class.isAssignableFrom(type) || type == Labels.class;
    }

    private static Class<?> itemType(Type list) {
        return list instanceof ParameterizedType of
                ? ResolvableType.forType(of.getActualTypeArguments()[0]).resolve(String.class)
                : Integer.class;
    }

    private static Class<?> utteranceType(Class<?> request) {
        return ResolvableType.forClass(request)
                .as(BatchBody.class)
                .getGeneric(0)
                .resolve(UtteranceBody.class);
    }

    /** Returns the fields of a record by name, except one. */
    private static Map<String, RecordComponent> fields(Class<?> type, String except) {
        var fields = new LinkedHashMap<String, RecordComponent>();
        for (var component : COMPONENTS.get(type)) {
            if (!component.getName().equals(except)) {
                fields.put(component.getName(), component);
            }
        }
        return fields;
    }
}
