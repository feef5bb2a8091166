package io.ctcservice.web.problems;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The paths of the interface and their methods, for requests that missed one of them. */
@Component
final class KnownPaths {

    private final ObjectProvider<RequestMappingHandlerMapping> mappings;

    KnownPaths(@Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> mappings) {
        this.mappings = mappings;
    }

    /** Returns the methods of a path, in alphabetical order: GET and HEAD where it is none of the service's own, as the page's. */
    Set<String> methods(String path) {
        var methods = new TreeSet<String>();
        var steps = PathContainer.parsePath(path);
        for (var mapping : mappings.getObject().getHandlerMethods().keySet()) {
            if (Objects.requireNonNull(mapping.getPathPatternsCondition()).getPatterns().stream()
                    .anyMatch(pattern -> pattern.matches(steps))) {
                mapping.getMethodsCondition().getMethods().forEach(method -> methods.add(method.name()));
            }
        }
        if (methods.isEmpty()) {
            methods.add("GET");
        }
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return methods;
    }

    /** Returns the paths without variables that were probably meant, in alphabetical order. */
    List<String> near(String path) {
        var known = mappings.getObject().getHandlerMethods().keySet().stream()
                .filter(mapping -> !mapping.getMethodsCondition().isEmpty()) // not that of errors
                .flatMap(mapping -> mapping.getDirectPaths().stream())
                .toList();
        return near(known, path);
    }

    /** Returns the known paths that differ in case only, have something before the path, or lack what it has before them. */
    static List<String> near(Collection<String> known, String path) {
        String sought = path.toLowerCase(Locale.ROOT);
        if (sought.lastIndexOf('/') == sought.length() - 1) {
            return List.of();
        }
        return known.stream()
                .filter(one -> one.length() > 1 && (one.endsWith(sought) || sought.endsWith(one)))
                .distinct()
                .sorted()
                .toList();
    }
}
