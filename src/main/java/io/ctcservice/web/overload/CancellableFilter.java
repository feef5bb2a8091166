package io.ctcservice.web.overload;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** A filter that runs each request as cancellable work, which is an attribute of the request. */
@Component
@Order(AdmissionFilter.ORDER + 1)
final class CancellableFilter extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var cancellable = new Cancellable();
        request.setAttribute(Cancellable.class.getName(), cancellable);
        try {
            cancellable.<Boolean, Exception>call(() -> {
                chain.doFilter(request, response);
                return true;
            });
        } catch (ServletException | IOException | RuntimeException thrown) {
            throw thrown;
        } catch (Exception impossible) { // the compiler knows only one type of exception
            throw new IllegalStateException(impossible);
        }
    }
}
