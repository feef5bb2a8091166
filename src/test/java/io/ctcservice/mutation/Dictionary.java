package io.ctcservice.mutation;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.util.RawValue;

/** The words and values that mutations insert: some that the service knows, some that no service accepts. */
final class Dictionary {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final List<String> ODD_JSON = List.of(
            "null",
            "true",
            "false",
            "0",
            "-0",
            "1",
            "-1",
            "2",
            "0.5",
            "-0.5",
            "1e-320",
            "1e30",
            "-3.4e38",
            "3.5e38",
            "1e308",
            "1e999",
            "-1e999999999",
            "2147483647",
            "2147483648",
            "-2147483648",
            "9223372036854775807",
            "9223372036854775808",
            "18446744073709551616",
            "1.0",
            "1e0",
            "00",
            "+1",
            ".5",
            "0x10",
            "NaN",
            "Infinity",
            "-Infinity",
            "undefined",
            "\"-Infinity\"",
            "\"NaN\"",
            "\"\"",
            "\" \"",
            "\"a\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"\\ud83d\\ude00\"",
            "\"e\\u0301\"",
            "\"\\u202eabc\"",
            "\"../../../etc/passwd\"",
            "\"http://127.0.0.1/\"",
            "\"${jndi:x}\"",
            "\"<script>\"",
            "\"\\n\\r\\t\"",
            "'a'",
            "{}",
            "[]",
            "[[]]",
            "[null]",
            "{\"\":0}",
            "{\"a\":{\"a\":{}}}",
            "[[0,0],[0]]",
            "[[0.25,0.75],[1,0]]",
            "[[[0,1]]]",
            "[0,1,2]",
            "[\"a\",\"b\"]");

    private static final List<String> ODD_TEXTS = List.of(
            "",
            "0",
            "-1",
            "1e9",
            "2147483648",
            "NaN",
            "true",
            "null",
            "%",
            "%zz",
            "%00",
            "%C0%80",
            "%F0%9F%98%80",
            "%0d%0aX:1",
            "a,b",
            ",",
            ";",
            "a=b",
            "..",
            "%2e%2e%2f",
            "é",
            "ÿþ",
            "\"",
            "a".repeat(3000));

    private static final List<Integer> DEPTHS = List.of(10, 600, 1001, 20_000);

    private final List<String> names;
    private final List<String> words;
    private final List<String> mediaTypes;

    /** @param openApi the document that names fields, values and media types */
    Dictionary(JsonNode openApi) {
        var fields = new TreeSet<String>();
        var values = new TreeSet<String>();
        var types = new TreeSet<String>();
        collect(openApi, fields, values, types);
        names = List.copyOf(fields);
        words = List.copyOf(values);
        mediaTypes = List.copyOf(types);
    }

    private static void collect(JsonNode node, Set<String> fields, Set<String> values, Set<String> types) {
        node.path("properties").propertyNames().forEach(fields::add);
        node.path("enum").valueStream().filter(JsonNode::isString).forEach(value -> values.add(value.asString()));
        node.path("content").propertyNames().forEach(types::add);
        if (node.path("in").asString("").equals("query")) {
            fields.add(node.path("name").asString(""));
        }
        node.forEach(child -> collect(child, fields, values, types));
    }

    /** Returns the name of a field. */
    String name(RandomGenerator random) {
        return random.nextInt(20) == 0 ? "x" + random.nextInt() : any(names, random);
    }

    /** Returns a value of an enumeration. */
    String word(RandomGenerator random) {
        return any(words, random);
    }

    String mediaType(RandomGenerator random) {
        return any(mediaTypes, random);
    }

    /** Returns a value that may not even be JSON. */
    JsonNode value(RandomGenerator random) {
        return switch (random.nextInt(12)) {
            case 0, 1 -> NODES.stringNode(word(random));
            case 2 -> NODES.numberNode(random.nextInt(-3, 40));
            case 3 -> NODES.numberNode(random.nextGaussian() * Math.exp(random.nextInt(-40, 40)));
            case 4 -> random.nextInt(8) == 0 ? NODES.stringNode("ab ".repeat(random.nextInt(20_000))) : odd(random);
            case 5 -> random.nextInt(4) == 0 ? nested(random) : odd(random);
            default -> odd(random);
        };
    }

    private static JsonNode odd(RandomGenerator random) {
        return raw(any(ODD_JSON, random));
    }

    private static JsonNode nested(RandomGenerator random) {
        int depth = any(DEPTHS, random);
        return random.nextBoolean()
                ? raw("[".repeat(depth) + "]".repeat(depth))
                : raw("{\"a\":".repeat(depth) + "0" + "}".repeat(depth));
    }

    /** Returns text that stands as it is in what is written. */
    static JsonNode raw(String text) {
        return NODES.rawValueNode(new RawValue(text));
    }

    static <T> T any(List<T> list, RandomGenerator random) {
        return list.get(random.nextInt(list.size()));
    }

    /** Returns values of query parameters and headers. */
    String text(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> word(random);
            case 1 -> String.valueOf(random.nextInt(-2, 100));
            default -> any(ODD_TEXTS, random);
        };
    }
}
