package io.ctcservice.web.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.autoconfigure.web.WebProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.util.DigestUtils;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.WebContentInterceptor;

/**
 * The files of the playground, tagged by their content: the times in a jar that is built reproducibly are those of no
 * version, so a browser could not tell an old file from a new one by them. Among them are the scripts that start Swagger UI,
 * one of them in place of its own.
 */
@Configuration(proxyBeanMethods = false)
@Order(Ordered.HIGHEST_PRECEDENCE) // in place of Spring Boot's handler of the same paths
class PageFiles implements WebMvcConfigurer {

    private final WebProperties.Resources resources;
    private final Map<String, Tagged> tags = new ConcurrentHashMap<>();

    PageFiles(WebProperties properties) {
        resources = properties.getResources();
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/**", "/swagger-ui/swagger-initializer.js", "/swagger-ui/samples.js")
                .addResourceLocations(resources.getStaticLocations())
                .setCacheControl(CacheControl.noCache())
                .setUseLastModified(false)
                .setEtagGenerator(this::tag);
    }

    /** Lets browsers keep the files of Swagger UI, too; those have the time of their jar. */
    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        var caching = new WebContentInterceptor();
        caching.addCacheMapping(CacheControl.noCache(), "/swagger-ui/**");
        registry.addInterceptor(caching).addPathPatterns("/swagger-ui/**");
    }

    /** Returns a weak tag, since what is sent may be compressed. */
    private String tag(Resource file) {
        try {
            long modified = file.lastModified();
            return tags.compute(
                            file.getURI().toString(),
                            (uri, known) -> known != null && known.modified == modified
                                    ? known
                                    : new Tagged(modified, digest(file)))
                    .tag;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(Resource file) {
        try (var content = file.getInputStream()) {
            return "W/\"" + DigestUtils.md5DigestAsHex(content) + '"';
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A tag, and when the file was last changed as it was given: a developer's files change while the service runs. */
    private record Tagged(long modified, String tag) {}
}
