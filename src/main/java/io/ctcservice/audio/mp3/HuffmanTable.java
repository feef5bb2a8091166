package io.ctcservice.audio.mp3;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A code of pairs or quadruples of small numbers, of the tables of the standard. Immutable.
 *
 * @see <a href="https://www.iso.org/standard/22412.html">ISO/IEC 11172-3, table B.7</a>
 */
final class HuffmanTable {

    /** The number of the table of quadruples that is a code; the other one is four inverted bits. */
    static final int QUADRUPLES = 32;

    private static final int[] LONGER = {1, 2, 3, 4, 6, 8, 10, 13, 4, 5, 6, 7, 8, 9, 11, 13}; // of tables 16 to 31
    private static final Map<Integer, HuffmanTable> ALL = read();

    private final int[] next; // two for each inner node: the next one's number, or ~value

    private HuffmanTable(List<String> lines) {
        var nodes = new ArrayList<Integer>(List.of(0, 0));
        for (String line : lines) {
            String[] parts = line.split(" ", -1);
            int node = 0;
            for (int i = 0; i < parts[0].length(); i++) {
                int place = 2 * node + (parts[0].charAt(i) - '0');
                if (i == parts[0].length() - 1) {
                    nodes.set(place, ~Integer.parseInt(parts[1], 16));
                } else {
                    if (nodes.get(place) == 0) {
                        nodes.set(place, nodes.size() / 2);
                        nodes.addAll(List.of(0, 0));
                    }
                    node = nodes.get(place);
                }
            }
        }
        this.next = nodes.stream().mapToInt(Integer::intValue).toArray();
    }

    private static Map<Integer, HuffmanTable> read() {
        var lines = new TreeMap<Integer, List<String>>();
        try (var in = Objects.requireNonNull(HuffmanTable.class.getResourceAsStream("huffman.txt"));
                var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            List<String> current = new ArrayList<>();
            for (String line : reader.lines().toList()) {
                if (line.startsWith("table ")) {
                    current = new ArrayList<>();
                    lines.put(Integer.valueOf(line.substring("table ".length())), current);
                } else {
                    current.add(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var tables = new TreeMap<Integer, HuffmanTable>();
        lines.forEach((number, codes) -> tables.put(number, new HuffmanTable(codes)));
        return tables;
    }

    /** Returns the code of a table that a granule selects; null for those that mean zeros. */
    static @Nullable HuffmanTable of(int number) {
        return ALL.get(number >= 24 && number < 32 ? 24 : number >= 16 && number < 24 ? 16 : number);
    }

    /** Returns the number of bits that follow a 15, its linbits. */
    static int longer(int number) {
        return number >= 16 && number < 32 ? LONGER[number - 16] : 0;
    }

    /** Returns the next symbol: four bits for each number of a pair, or one for each of a quadruple. */
    int read(MainData data) {
        int node = 0;
        while (true) {
            int following = next[2 * node + data.bit()];
            if (following < 0) {
                return ~following;
            }
            node = following;
        }
    }
}
