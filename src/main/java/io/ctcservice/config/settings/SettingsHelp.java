package io.ctcservice.config.settings;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The text that {@code --help} prints: how to start the service, and every setting with its variable, default and
 * meaning.
 */
public final class SettingsHelp {

    private static final int WIDTH = 100;
    private static final String INDENT = "    ";

    private static final String INTRODUCTION = """
            ctc-service: everything around the CTC lattice, over HTTP.

            java --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED -jar ctc-service.jar \
                [--<setting>=<value> ...]

            Settings may also be environment variables (the second name of each) or stand in an application.yaml in the
            folder where the service is started. <name> is a name of your choice. Locations are paths of files, or begin with
            classpath:. Durations are written 500ms, 3s or 5m, sizes 64KB, 8MB or 1GB.
            """;

    /** The settings of Spring Boot that users of this service need, with the defaults of application.yaml. */
    private static final List<Setting> OF_THE_SERVER = List.of(
            one("server.address", "127.0.0.1", "address to listen on; 0.0.0.0 is every interface, as in the image"),
            one("server.port", "8080", "port to listen on; 0 takes a free one"),
            one("server.servlet.context-path", null, "path before all others, such as /ctc"),
            one("server.ssl.certificate", null, "PEM file of the certificate, for HTTPS"),
            one("server.ssl.certificate-private-key", null, "PEM file of its key"),
            one("management.server.port", null, "a port of its own for health and metrics; else the server's"),
            one(
                    "spring.lifecycle.timeout-per-shutdown-phase",
                    "30s",
                    "how long work in flight may go on after SIGTERM"),
            one("spring.config.additional-location", null, "another file of settings, such as /etc/ctc/settings.yaml"),
            one("logging.level.root", "info", "the least that is logged: error, warn, info or debug"));

    private SettingsHelp() {}

    /** Returns whether the arguments ask for help. */
    public static boolean isAskedFor(String... arguments) {
        for (String argument : arguments) {
            if (argument.equals("--help") || argument.equals("-h") || argument.equals("help")) {
                return true;
            }
        }
        return false;
    }

    /** Returns the help text. */
    public static String text() {
        var text = new StringBuilder(INTRODUCTION);
        text.append("\nOf this service:\n");
        for (Setting setting :
                SettingsMetadata.read(SettingsHelp.class.getClassLoader()).all()) {
            append(text, setting);
        }
        text.append("\nOf the server:\n");
        OF_THE_SERVER.forEach(setting -> append(text, setting));
        return text.toString();
    }

    private static Setting one(String name, @Nullable String defaultValue, String description) {
        return new Setting(name, Setting.Kind.ONE, String.class.getName(), defaultValue, description);
    }

    static List<Setting> ofTheServer() {
        return OF_THE_SERVER;
    }

    private static void append(StringBuilder text, Setting setting) {
        text.append("\n--")
                .append(setting.name())
                .append(suffix(setting.kind()))
                .append("=...\n");
        text.append(INDENT).append(setting.variable()).append(variableSuffix(setting.kind()));
        String value = setting.defaultValue();
        text.append(value == null ? ", not set by default" : ", default " + value)
                .append('\n');
        var line = new StringBuilder(INDENT);
        for (String word : setting.description().split(" ", -1)) {
            if (line.length() + word.length() > WIDTH) {
                text.append(line.toString().stripTrailing()).append('\n');
                line = new StringBuilder(INDENT);
            }
            line.append(word).append(' ');
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    private static String suffix(Setting.Kind kind) {
        return kind == Setting.Kind.MAP ? "." + Setting.ANY : "";
    }

    private static String variableSuffix(Setting.Kind kind) {
        return kind == Setting.Kind.MAP ? "_" + Setting.ANY.toUpperCase(Locale.ROOT) : "";
    }
}
