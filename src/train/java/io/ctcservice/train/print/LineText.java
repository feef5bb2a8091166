package io.ctcservice.train.print;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** A generator of the texts of lines: running words, and among them numbers, references and signs that are common in print. */
final class LineText {

    private static final int LONGEST = 84;
    private static final String RARE =
            "Q9O0Il1|5S8B2Z6G&@#%$*+=<>/\\^~_`{}[]\"'§°±×€£©®«»¿¡—ÀÉÈÇÄÖÜäöüßñçéèêàâîôûåøæœŒÆØÅÑ";
    private static final String[] UNITS = {
        "mm", "cm", "kg", "Hz", "kHz", "MHz", "ms", "K", "eV", "dB", "°C", "%", "mV", "nm"
    };
    private static final String[] ROMAN = {
        "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIV", "XX"
    };
    private static final String[] MONTHS = {
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "Jan.",
        "Feb.",
        "Aug.",
        "Sept.",
        "Oct.",
        "Nov.",
        "Dec."
    };
    private static final String[] JOURNALS = {
        "Proc.", "IEEE", "Trans.", "J.", "Phys.", "Soc.", "Am.", "Rev.", "Lett.", "Int.", "Conf.", "Univ.", "Press,",
        "Ph.D.", "Dept.", "et al.,", "ed.,", "in:", "Vol.", "No.", "pp.", "ACM", "Comput.", "Sci.", "Appl.", "Math.",
        "Chem.", "vs.", "cf."
    };

    private final WordStock stock;
    private final PrintAlphabet alphabet;

    LineText(WordStock stock, PrintAlphabet alphabet) {
        this.stock = stock;
        this.alphabet = alphabet;
    }

    /** Returns a line of at most {@code longest} characters, words separated by one space, none at the ends. */
    String draw(RandomGenerator random, int longest) {
        while (true) {
            String line = fit(compose(random), Math.min(longest, LONGEST)).strip();
            if (!line.isEmpty() && alphabet.covers(line)) {
                return line;
            }
        }
    }

    private static String fit(String line, int longest) {
        if (line.length() <= longest) {
            return line;
        }
        int space = line.lastIndexOf(' ', longest);
        return line.substring(0, space > 0 ? space : longest);
    }

    private String compose(RandomGenerator random) {
        int kind = random.nextInt(100);
        if (kind < 5) {
            return alone(random);
        }
        if (kind < 9) {
            return String.join(" ", stock.scattered(random, 1 + random.nextInt(7)));
        }
        if (kind < 12) {
            return jumble(random);
        }
        if (kind < 17) {
            return reference(random);
        }
        var words = new ArrayList<>(stock.run(random, 1 + random.nextInt(13)));
        for (int inserts = random.nextInt(100) < 35 ? 1 + random.nextInt(2) : 0; inserts > 0; inserts--) {
            words.add(random.nextInt(words.size() + 1), figure(random));
        }
        if (random.nextInt(100) < 14) {
            quote(words, random);
        }
        if (random.nextInt(100) < 10) {
            words.set(words.size() - 1, hyphenated(words.getLast(), random));
        }
        return typeset(cased(String.join(" ", words), random), random);
    }

    private static String cased(String line, RandomGenerator random) {
        int kind = random.nextInt(100);
        if (kind < 7) {
            return line.toUpperCase(Locale.ROOT).replace('Ÿ', 'Y');
        }
        return kind < 10 ? titled(line) : line;
    }

    private static String titled(String line) {
        var titled = new StringBuilder(line);
        for (int i = 0; i < titled.length(); i++) {
            if (i == 0 || titled.charAt(i - 1) == ' ') {
                titled.setCharAt(i, Character.toUpperCase(titled.charAt(i)));
            }
        }
        return titled.toString().replace('Ÿ', 'Y');
    }

    /** Returns the line with typographic apostrophes and quotes, in most cases. */
    private static String typeset(String line, RandomGenerator random) {
        if (random.nextInt(100) < 30) {
            return line;
        }
        var set = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            boolean opens = i == 0 || " ([".indexOf(line.charAt(i - 1)) >= 0;
            set.append(
                    switch (line.charAt(i)) {
                        case '\'' -> '’';
                        case '`' -> '‘';
                        case '"' -> opens ? '“' : '”';
                        default -> line.charAt(i);
                    });
        }
        return set.toString();
    }

    private static void quote(List<String> words, RandomGenerator random) {
        int from = random.nextInt(words.size());
        int to = from + random.nextInt(words.size() - from);
        String[] pair = switch (random.nextInt(8)) {
            case 0 -> new String[] {"‘", "’"};
            case 1 -> new String[] {"(", ")"};
            case 2 -> new String[] {"«", "»"};
            case 3 -> new String[] {"„", "“"};
            case 4 -> new String[] {"[", "]"};
            case 5 -> new String[] {"\"", "\""};
            default -> new String[] {"“", "”"};
        };
        if (random.nextInt(5) != 0) { // else it goes on from the line before
            words.set(from, pair[0] + words.get(from));
        }
        if (random.nextInt(5) != 0) {
            words.set(to, words.get(to) + (random.nextInt(3) == 0 ? "," : "") + pair[1]);
        }
    }

    private static String hyphenated(String word, RandomGenerator random) {
        return word.length() < 5 ? word : word.substring(0, 2 + random.nextInt(word.length() - 3)) + "-";
    }

    /** Returns the text of a line that stands alone, such as a page number. */
    private String alone(RandomGenerator random) {
        String word = stock.run(random, 1).getFirst();
        return switch (random.nextInt(6)) {
            case 0 -> String.valueOf(random.nextInt(10_000));
            case 1 -> word + ".";
            case 2 -> word + ").";
            case 3 -> String.valueOf(random.nextInt(400));
            case 4 -> "No. " + random.nextInt(100);
            default -> figure(random);
        };
    }

    /** Returns random characters, rare ones as often as others. */
    private String jumble(RandomGenerator random) {
        var line = new StringBuilder();
        for (int length = 2 + random.nextInt(24); length > 0; length--) {
            line.append(
                    switch (random.nextInt(10)) {
                        case 0 -> ' ';
                        case 1, 2, 3 -> RARE.charAt(random.nextInt(RARE.length()));
                        case 4, 5 ->
                            alphabet.symbols()
                                    .get(1 + random.nextInt(alphabet.size() - 3))
                                    .charAt(0);
                        default -> (char) ('!' + random.nextInt('~' - '!' + 1));
                    });
        }
        return line.toString().strip().replaceAll(" +", " ");
    }

    /** Returns a part of a bibliographic reference. */
    private String reference(RandomGenerator random) {
        var words = new ArrayList<String>();
        if (random.nextBoolean()) {
            words.add(random.nextBoolean() ? "[" + (1 + random.nextInt(99)) + "]" : 1 + random.nextInt(99) + ".");
        }
        for (int names = random.nextInt(4); names > 0; names--) {
            words.add(capital(random) + ".");
            words.add(titled(stock.run(random, 1).getFirst()).replaceAll("\\W", "") + ",");
        }
        for (int pieces = 1 + random.nextInt(4); pieces > 0; pieces--) {
            words.add(pick(JOURNALS, random));
            if (random.nextBoolean()) {
                words.addAll(stock.run(random, 1 + random.nextInt(2)));
            }
        }
        words.add(figure(random));
        if (random.nextBoolean()) {
            words.add("pp. " + range(random) + ",");
            words.add(year(random) + ".");
        }
        return typeset(String.join(" ", words), random);
    }

    private static String figure(RandomGenerator random) {
        int n = random.nextInt(1000);
        int small = 1 + random.nextInt(60);
        return switch (random.nextInt(32)) {
            case 0 -> "(" + year(random) + ")";
            case 1 -> "pp. " + range(random);
            case 2 -> "pp." + range(random) + ".";
            case 3 -> "Fig. " + small + letter(random) + ".";
            case 4 -> "Figure " + small + ":";
            case 5 -> "[" + small + "]";
            case 6 -> "[" + small + ", " + (small + 3) + "]";
            case 7 -> "(" + letter(random) + ")";
            case 8 -> String.format(Locale.ROOT, "%.2f", n / 10.0);
            case 9 -> String.format(Locale.ROOT, "%,d", n * 137);
            case 10 -> String.format(Locale.ROOT, "$%,.2f", n * 3.17);
            case 11 -> n % 100 + "%";
            case 12 -> n + " " + pick(UNITS, random);
            case 13 -> small + " " + pick(MONTHS, random) + " " + year(random);
            case 14 -> pick(MONTHS, random) + " " + small % 31 + ", " + year(random);
            case 15 -> String.format(Locale.ROOT, "%02d/%02d/%02d", small % 12 + 1, n % 28 + 1, n % 100);
            case 16 -> String.format(Locale.ROOT, "%d:%02d", small % 24, n % 60);
            case 17 -> small + "." + n % 9 + "." + n % 7;
            case 18 -> "Vol. " + small + ", No. " + n % 12 + ",";
            case 19 -> "Chapter " + pick(ROMAN, random) + ",";
            case 20 -> capital(random) + "" + small + ", " + capital(random) + n % 10;
            case 21 -> capital(random) + capital(random) + "-" + n + capital(random);
            case 22 -> capital(random) + ". " + capital(random) + ".";
            case 23 -> (char) ('a' + n % 26) + " = " + n / 100.0 + (n % 2 == 0 ? "," : "");
            case 24 -> "±" + n / 10.0;
            case 25 -> "§ " + small;
            case 26 -> year(random);
            case 27 -> range(random);
            case 28 -> "+" + small + " " + n + " " + n * 7;
            case 29 -> "#" + n;
            case 30 -> "€ " + n + "," + small % 10 + "0";
            default -> String.valueOf(n);
        };
    }

    private static String year(RandomGenerator random) {
        return String.valueOf(1800 + random.nextInt(230));
    }

    private static String range(RandomGenerator random) {
        int from = 1 + random.nextInt(700);
        return from + (random.nextBoolean() ? "-" : "–") + (from + 1 + random.nextInt(40));
    }

    private static String letter(RandomGenerator random) {
        return random.nextBoolean() ? "" : String.valueOf((char) ('a' + random.nextInt(6)));
    }

    private static char capital(RandomGenerator random) {
        return (char) ('A' + random.nextInt(26));
    }

    private static String pick(String[] from, RandomGenerator random) {
        return from[random.nextInt(from.length)];
    }
}
