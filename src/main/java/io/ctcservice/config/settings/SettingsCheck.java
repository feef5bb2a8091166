package io.ctcservice.config.settings;

import io.ctcservice.core.math.Kernels;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.unit.DataSize;

/**
 * A check of all settings {@code ctc.*} from all sources, before any bean is made. An unknown setting, or one without a value, stops the start;
 * so do Spring's {@code spring.mvc.servlet.path}, and {@code spring.config.location} where it leaves out the file in the jar.
 * Environment variables are only warned of where they may be somebody else's: Kubernetes makes some for each service,
 * such as {@code CTC_SERVICE_PORT}.
 */
public final class SettingsCheck implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final Logger LOG = LoggerFactory.getLogger(SettingsCheck.class);
    private static final String SERVLET_PATH = "spring.mvc.servlet.path";
    private static final String CONFIG_NAME = "spring.config.name";

    /** What the name of the source says that has the settings in the jar. */
    private static final String OF_THE_JAR = "class path resource [application.yaml]";

    private static final Pattern OUR_VARIABLES = Pattern.compile("CTC_.+", Pattern.CASE_INSENSITIVE);

    /** Longer times are not counted in nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** The times and sizes with which nothing could be served. */
    private static final Set<String> NEVER_ZERO = Set.of(
            "ctc.overload.body.max",
            "ctc.overload.bytes-in-flight",
            "ctc.overload.header-time",
            "ctc.overload.max-computation",
            "ctc.stream.idle",
            "ctc.stream.max-lag",
            "ctc.stream.max-message",
            "ctc.stream.max-send",
            "ctc.stream.max-text",
            "ctc.stream.max-time");

    private static final Pattern NAMED = Pattern.compile("ctc\\.([^.\\[]+)\\.([^\\[\\]]+)\\.([^.\\[\\]]+)");

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        var settings = SettingsMetadata.read(Objects.requireNonNull(context.getClassLoader()));
        var environment = context.getEnvironment();
        var faults = new TreeSet<String>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof CommandLinePropertySource<?> arguments) {
                faults.addAll(faultsOfArguments(arguments));
            }
            if (source instanceof EnumerablePropertySource<?> names) {
                boolean isSystem = source instanceof SystemEnvironmentPropertySource;
                for (String name : names.getPropertyNames()) {
                    faults.addAll(isSystem ? faultsOfVariable(settings, name) : faultsOf(settings, name));
                    if (isEmpty(environment, names.getProperty(name)) && needsAValue(settings, name, isSystem)) {
                        faults.add(name + " has no value: leave it out for its default");
                    }
                }
            }
        }
        faults.addAll(faultsOfServletPath(environment));
        faults.addAll(faultsOfPlaces(environment));
        if (!faults.isEmpty()) {
            throw new UnknownSettingException(String.join("\n", faults));
        }
        NamedVariables.addTo(environment, settings);
        requireUsable(environment, settings);
        chooseKernel(environment);
    }

    /** Returns the faults of arguments that do not begin with two dashes, which Spring would ignore. */
    private static List<String> faultsOfArguments(CommandLinePropertySource<?> arguments) {
        String others = arguments.getProperty(CommandLinePropertySource.DEFAULT_NON_OPTION_ARGS_PROPERTY_NAME);
        return others == null ? List.of() : List.of(others + " is no setting: settings are written --name=value");
    }

    /** Returns the fault of a path that would be before some addresses but not before others, such as those of streams. */
    private static List<String> faultsOfServletPath(ConfigurableEnvironment environment) {
        String path = environment.getProperty(SERVLET_PATH, "").strip();
        return path.isEmpty() || path.equals("/")
                ? List.of()
                : List.of(SERVLET_PATH + " is no setting of this service: the path before all others is "
                        + "server.servlet.context-path");
    }

    /** Returns the fault of a place of settings that replaces the file in the jar, with the address to listen on and all else in it. */
    private static List<String> faultsOfPlaces(ConfigurableEnvironment environment) {
        if (environment.getPropertySources().stream()
                .anyMatch(source -> source.getName().contains(OF_THE_JAR))) {
            return List.of();
        }
        return List.of((environment.containsProperty(CONFIG_NAME) ? CONFIG_NAME : "spring.config.location")
                + " takes the place of the settings in the jar, the address to listen on among them: a file beside them is named by "
                + "spring.config.additional-location");
    }

    private static List<String> faultsOf(Settings settings, String raw) {
        var name = ConfigurationPropertyName.adapt(raw, '.');
        if (name.isEmpty()
                || !name.getElement(0, ConfigurationPropertyName.Form.UNIFORM).equals(Settings.PREFIX)) {
            return List.of();
        }
        var named = NAMED.matcher(raw);
        if (named.matches() && !Setting.isPlain(named.group(2))) {
            String bracketed = "ctc." + named.group(1) + "[" + named.group(2) + "]." + named.group(3);
            if (settings.find(ConfigurationPropertyName.adapt(bracketed, '.')).isPresent()) {
                return List.of(raw + ": a name with other characters than letters, digits and dashes is written "
                        + "in brackets, " + bracketed);
            }
        }
        return settings.find(name).isPresent()
                ? List.of()
                : List.of(raw + " is no setting: the nearest is " + settings.nearest(raw));
    }

    private static List<String> faultsOfVariable(Settings settings, String variable) {
        if (!OUR_VARIABLES.matcher(variable).matches()) {
            return faultsOf(settings, variable); // with dots, as some container engines allow
        }
        if (settings.findVariable(variable).isPresent()) {
            return List.of();
        }
        String nearest = settings.nearestVariable(variable);
        if (isInAGroup(settings, variable)) {
            return List.of(variable + " is no setting: the nearest is " + nearest);
        }
        LOG.warn("{} is no setting of this service; should it be one, the nearest is {}", variable, nearest);
        return List.of();
    }

    private static boolean isInAGroup(Settings settings, String variable) {
        return settings.groups().stream()
                .map(group -> Pattern.compile("CTC_" + group.replace("-", "_?") + "(_.*)?", Pattern.CASE_INSENSITIVE))
                .anyMatch(group -> group.matcher(variable).matches());
    }

    private static boolean isEmpty(ConfigurableEnvironment environment, @Nullable Object value) {
        return value instanceof CharSequence text
                && environment.resolvePlaceholders(text.toString()).isBlank();
    }

    private static boolean needsAValue(Settings settings, String name, boolean isSystem) {
        var setting = isSystem && OUR_VARIABLES.matcher(name).matches()
                ? settings.findVariable(name)
                : settings.find(ConfigurationPropertyName.adapt(name, '.'));
        return setting.filter(Setting::needsAValue).isPresent();
    }

    /** Refuses times and sizes that can be parsed but not used. */
    private static void requireUsable(ConfigurableEnvironment environment, Settings settings) {
        var binder = Binder.get(environment);
        for (Setting setting : settings.all()) {
            if (!setting.name().contains(Setting.ANY) && !isUsable(setting, binder)) {
                String value = environment.getProperty(setting.name());
                String least = NEVER_ZERO.contains(setting.name()) ? "more than 0" : "0 or more";
                boolean isTime = setting.type().equals(Duration.class.getName());
                throw new InvalidConfigurationPropertyValueException(
                        setting.name(),
                        value,
                        "expected " + least + (isTime ? ", at most " + LONGEST.toDays() + "d" : "") + ", found "
                                + value);
            }
        }
    }

    private static boolean isUsable(Setting setting, Binder binder) {
        boolean mayBeZero = !NEVER_ZERO.contains(setting.name());
        return switch (setting.type()) {
            case "java.time.Duration" ->
                binder.bind(setting.name(), Duration.class)
                        .map(time ->
                                (mayBeZero ? !time.isNegative() : time.isPositive()) && time.compareTo(LONGEST) <= 0)
                        .orElse(true);
            case "org.springframework.util.unit.DataSize" ->
                binder.bind(setting.name(), DataSize.class)
                        .map(size -> mayBeZero ? !size.isNegative() : size.toBytes() > 0)
                        .orElse(true);
            default -> true;
        };
    }

    /** Sets the system property that chooses the kernels, which are chosen without Spring. */
    private static void chooseKernel(ConfigurableEnvironment environment) {
        String kernel = environment.getProperty(Kernels.SETTING);
        if (kernel != null) {
            System.setProperty(Kernels.SETTING, kernel.toLowerCase(Locale.ROOT));
        }
        try {
            Kernels.chosen();
        } catch (ExceptionInInitializerError refused) {
            throw new InvalidConfigurationPropertyValueException(
                    Kernels.SETTING,
                    kernel,
                    Objects.requireNonNull(refused.getCause()).getMessage());
        }
    }
}
