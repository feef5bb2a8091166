package io.ctcservice.mutation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Mutations of one thing in a JSON tree: leave a field out, repeat it, give it another type or value, nest it. */
final class JsonMutations {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST_COPIES = 300;

    private final Dictionary dictionary;

    JsonMutations(Dictionary dictionary) {
        this.dictionary = dictionary;
    }

    /** The place of a value: a field of an object, or an element of an array. */
    private record Place(JsonNode parent, String name, int index) {

        JsonNode value() {
            return parent instanceof ArrayNode array ? array.get(index) : parent.get(name);
        }

        void put(JsonNode value) {
            if (parent instanceof ArrayNode array) {
                array.set(index, value);
            } else {
                ((ObjectNode) parent).set(name, value);
            }
        }

        void remove() {
            if (parent instanceof ArrayNode array) {
                array.remove(index);
            } else {
                ((ObjectNode) parent).remove(name);
            }
        }
    }

    /** Returns a changed copy, which may not be JSON any more when it is written. */
    JsonNode mutate(JsonNode tree, RandomGenerator random) {
        var root = JsonNodeFactory.instance.arrayNode().add(tree.deepCopy());
        var place = place(root, random);
        switch (random.nextInt(16)) {
            case 0, 1 -> place.remove();
            case 2, 3 -> place.put(dictionary.value(random));
            case 4 -> add(place.value(), random);
            case 5 -> sayTwice(place);
            case 6 -> place.put(place(root, random).value().deepCopy());
            case 7, 8 -> shuffle(place.value(), random);
            case 9 -> wrap(place, random);
            default -> place.put(another(place.value(), random));
        }
        return root.isEmpty() ? Dictionary.raw("") : root.get(0);
    }

    /** Fields near the root are as probable as the many numbers far from it. */
    private static Place place(ArrayNode root, RandomGenerator random) {
        var place = new Place(root, "", 0);
        while (!place.value().isEmpty() && random.nextInt(20) < 15) {
            var value = place.value();
            int child = random.nextInt(value.size());
            place = value instanceof ArrayNode
                    ? new Place(value, "", child)
                    : new Place(value, List.copyOf(value.propertyNames()).get(child), 0);
        }
        return place;
    }

    /** Of the same type: what a request may well say, or only just may not. */
    private JsonNode another(JsonNode value, RandomGenerator random) {
        var nodes = JsonNodeFactory.instance;
        if (value.isNumber()) {
            return random.nextBoolean()
                    ? nodes.numberNode(random.nextInt(-3, 40))
                    : nodes.numberNode(random.nextGaussian() * Math.exp(random.nextInt(-40, 40)));
        }
        if (value.isBoolean()) {
            return nodes.booleanNode(!value.asBoolean());
        }
        if (value.isString()) {
            return nodes.stringNode(random.nextBoolean() ? dictionary.word(random) : letters(value.asString(), random));
        }
        add(value, random);
        return value;
    }

    /** The same letters in another order, and more or fewer of them. */
    private static String letters(String text, RandomGenerator random) {
        var letters = new StringBuilder();
        int length = random.nextInt(2 * text.length() + 1);
        for (int i = 0; i < length; i++) {
            letters.append(text.charAt(random.nextInt(text.length())));
        }
        return letters.toString();
    }

    private void add(JsonNode value, RandomGenerator random) {
        if (value instanceof ObjectNode object) {
            object.set(dictionary.name(random), dictionary.value(random));
        } else if (value instanceof ArrayNode array && !array.isEmpty()) {
            var copied = array.get(random.nextInt(array.size()));
            int copies = random.nextInt(4) == 0 ? random.nextInt(MOST_COPIES) : 1;
            for (int i = 0; i < copies; i++) {
                array.add(copied.deepCopy());
            }
        } else if (value instanceof ArrayNode array) {
            array.add(dictionary.value(random));
        }
    }

    /** Repeats a field: a tree cannot hold a name twice, but its text can. */
    private static void sayTwice(Place place) {
        var text = written(place.value());
        if (place.parent() instanceof ObjectNode) {
            place.put(Dictionary.raw(text + "," + JSON.writeValueAsString(place.name()) + ":" + text));
        } else {
            place.put(Dictionary.raw(text + "," + text));
        }
    }

    private static void shuffle(JsonNode value, RandomGenerator random) {
        if (value instanceof ArrayNode array) {
            var elements = new ArrayList<JsonNode>();
            array.forEach(elements::add);
            Collections.shuffle(elements, Random.from(random));
            array.removeAll();
            elements.stream().skip(random.nextInt(2)).forEach(array::add);
        }
    }

    private void wrap(Place place, RandomGenerator random) {
        var text = written(place.value());
        switch (random.nextInt(3)) {
            case 0 -> place.put(Dictionary.raw("[" + text + "]"));
            case 1 -> place.put(Dictionary.raw("{\"" + dictionary.name(random) + "\":" + text + "}"));
            default -> place.put(JsonNodeFactory.instance.stringNode(text.length() > 1000 ? "" : text));
        }
    }

    static String written(JsonNode tree) {
        return JSON.writeValueAsString(tree);
    }
}
