package io.ctcservice.train.print;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.font.FontRenderContext;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** The fonts of a folder that have Latin letters in both cases, by family; a tenth of the families is kept for tests. */
public final class FontShelf {

    /** A family of fonts and its weight in the draw: common book faces are drawn more often. */
    record Family(String name, List<Font> faces, double weight) {}

    private static final Logger LOG = Logger.getLogger(FontShelf.class.getName());
    private static final FontRenderContext PLAIN = new FontRenderContext(null, true, true);
    private static final Pattern NOT_TEXT = Pattern.compile(
            "math|symbol|emoji|dingbat|music|braille|ornament|initial|smallcap|\\bcaps\\b|unicase|ecolier|outline"
                    + "|shadow|swash|titling|dseg|icon|oldania|cmex|cmsy|uprightital|fallback|inverse"
                    + "|phon|babel|emerita|osifont|penguin attack|unpilgi|keyfont"
                    + "|\\bsc\\b|cinzel|storytimecaps|uncial|qtcaslanopen|logix" // capitals for small letters, and
                    // hollow ones
                    + "|fraktur|blackforest|cloisteredmonk|heidelberg|londonscroll|linoscroll" // blackletter
                    + "|baskervaldx"); // a copy of a family that is kept for tests
    private static final Pattern SCRIPT_COPY = Pattern.compile(
            "Noto (Sans|Serif|Naskh|Nastaliq|Kufi|Rashi|Traditional) ?"
                    + "(?!Mono|Display|Condensed|Light|Medium|Thin|Black|Semi|Extra|Bold|Italic)\\w+.*|Noto Kufi.*|Noto Music.*");
    /** The suffixes of family names that denote a face: {@code Lato Black} belongs to Lato. */
    private static final Pattern MEMBER = Pattern.compile(
            "(?i)[ -](thin|hairline|(ultra|extra|semi)?-?light|lt|book|regular|rg|medium|med|retina|(semi|extra|demi|ultra)?-?"
                    + "bold|demi|heavy|black|condensed|cond?|cd|ext|expanded|semi ?expanded|extended|narrow|wide|semi|extra|display|caption"
                    + "|text|classic|o|no\\d|\\d+|\\d+pt)\\b");

    private static final Pattern COMMON = Pattern.compile(
            "(?i)(nimbus|liberation|tex ?gyre|free(serif|sans|mono)|cmu|latin modern|lm(roman|sans|mono)|stix|tinos|arimo"
                    + "|cousine|dejavu|linux libertine|c059|p052|bookman|gothic|courier|caladea|carlito|old standard"
                    + "|gfs didot|gentium|eb garamond|century|noto serif|noto sans|lm ?roman|lm ?sans).*");
    private static final double COMMON_WEIGHT = 3;

    private final List<Family> families;
    private final double total;

    private FontShelf(List<Family> families) {
        this.families = List.copyOf(families);
        this.total = families.stream().mapToDouble(Family::weight).sum();
    }

    /**
     * Returns the families of some folders for training, or the tenth that is kept for tests.
     *
     * @throws IOException if a folder cannot be read
     */
    public static FontShelf load(List<Path> folders, boolean forTests) throws IOException {
        var byFamily = new TreeMap<String, List<Font>>();
        var seen = new HashSet<String>();
        for (Path file : files(folders)) {
            String name = file.getFileName().toString();
            if (!NOT_TEXT.matcher(name.toLowerCase(Locale.ROOT)).find()) {
                Font font = read(file);
                if (font != null && isForText(font) && seen.add(font.getPSName())) {
                    byFamily.computeIfAbsent(familyOf(font), f -> new ArrayList<>())
                            .add(font);
                }
            }
        }
        var families = new ArrayList<Family>();
        byFamily.forEach((name, faces) -> {
            if (isForTests(name) == forTests) {
                families.add(new Family(
                        name, List.copyOf(faces), COMMON.matcher(name).matches() ? COMMON_WEIGHT : 1));
            }
        });
        if (families.isEmpty()) {
            throw new IOException("no fonts for text in " + folders);
        }
        return new FontShelf(families);
    }

    private static List<Path> files(List<Path> folders) throws IOException {
        var files = new ArrayList<Path>();
        for (Path folder : folders) {
            try (var found = Files.walk(folder)) {
                found.filter(f -> f.toString().toLowerCase(Locale.ROOT).matches(".*\\.(ttf|otf)"))
                        .sorted()
                        .forEach(files::add);
            }
        }
        return files;
    }

    private static String familyOf(Font font) {
        return MEMBER.matcher(font.getFamily(Locale.ROOT)).replaceAll("").strip();
    }

    /** Returns whether a family is kept for tests, one in ten; this depends on its name alone. */
    private static boolean isForTests(String family) {
        return Math.floorMod(family.hashCode() * 31 + 7, 10) == 0;
    }

    private static @org.jspecify.annotations.Nullable Font read(Path file) {
        try {
            return Font.createFont(Font.TRUETYPE_FONT, file.toFile());
        } catch (FontFormatException | IOException e) {
            LOG.log(Level.FINE, e, () -> "left out: " + file);
            return null;
        }
    }

    private static boolean isForText(Font font) {
        String family = font.getFamily(Locale.ROOT);
        if (NOT_TEXT.matcher((family + " " + font.getFontName(Locale.ROOT)).toLowerCase(Locale.ROOT))
                        .find()
                || SCRIPT_COPY.matcher(family).matches()) {
            return false;
        }
        for (char c = '!'; c <= '~'; c++) {
            if (!font.canDisplay(c)) {
                return false;
            }
        }
        Font large = font.deriveFont(100f);
        double capital = bounds(large, "H").getHeight();
        double small = bounds(large, "x").getHeight();
        return capital > 20
                && small > 0.3 * capital
                && small < 0.88 * capital
                && bounds(large, "q").getMaxY() > 0.08 * capital
                && bounds(large, "a").getWidth() > 5
                && bounds(large, "(").getHeight() > 10;
    }

    static Rectangle2D bounds(Font font, String text) {
        return font.createGlyphVector(PLAIN, text).getOutline().getBounds2D();
    }

    /** Returns the names of the families. */
    public List<String> names() {
        return families.stream().map(Family::name).toList();
    }

    /** Returns the number of faces. */
    public int faces() {
        return families.stream().mapToInt(f -> f.faces().size()).sum();
    }

    /** Returns a family, common ones more often. */
    Family draw(RandomGenerator random) {
        double left = random.nextDouble() * total;
        for (Family family : families) {
            left -= family.weight();
            if (left < 0) {
                return family;
            }
        }
        return families.getLast();
    }
}
