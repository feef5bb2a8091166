package io.ctcservice.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * The paths of health, metrics and the other endpoints of management, wherever {@code management.*} puts them. Those of health
 * need no key and no place, as do those of the protocol's {@code /v2/health}.
 */
@Component
public final class ManagementPaths {

    private static final EndpointId HEALTH = EndpointId.of("health");

    private final SingletonSupplier<Paths> paths;

    /** @param endpoints asked with the first request: they are not known earlier */
    ManagementPaths(ObjectProvider<PathMappedEndpoints> endpoints) {
        this.paths = SingletonSupplier.of(() -> Paths.of(endpoints.getObject()));
    }

    /** Returns whether a request asks for health. */
    public boolean areOfHealth(HttpServletRequest request) {
        String path = path(request);
        return path.startsWith("/v2/health/") || isBelow(paths.obtain().health(), path);
    }

    /** Returns whether a request is for an endpoint of management. */
    public boolean include(HttpServletRequest request) {
        return isBelow(paths.obtain().all(), path(request));
    }

    private static String path(HttpServletRequest request) {
        return request.getRequestURI().substring(request.getContextPath().length());
    }

    private static boolean isBelow(Collection<String> roots, String path) {
        return roots.stream()
                .anyMatch(root ->
                        path.startsWith(root) && (path.length() == root.length() || path.charAt(root.length()) == '/'));
    }

    /**
     * The paths below that of the application, without a slash at the end.
     *
     * @param all of all endpoints
     * @param health of health, and of its groups that have a path of their own, such as {@code /readyz}
     */
    private record Paths(Set<String> all, Set<String> health) {

        static Paths of(PathMappedEndpoints endpoints) {
            var health = new HashSet<>(endpoints.getAdditionalPaths(WebServerNamespace.SERVER, HEALTH));
            health.addAll(endpoints.getAdditionalPaths(WebServerNamespace.MANAGEMENT, HEALTH));
            String path = endpoints.getPath(HEALTH);
            if (path != null) {
                health.add(path);
            }
            return new Paths(Set.copyOf(endpoints.getAllPaths()), Set.copyOf(health));
        }
    }
}
