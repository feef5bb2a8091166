package io.ctcservice.web.problems;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The paths of the interface that have no variables, for requests that missed one of them. */
@Component
final class KnownPaths {

    private final ObjectProvider<RequestMappingHandlerMapping> mappings;

    KnownPaths(@Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> mappings) {
        this.mappings = mappings;
    }

    /** Returns the paths that were probably meant, in alphabetical order. */
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
