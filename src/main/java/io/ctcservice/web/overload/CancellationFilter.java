package io.ctcservice.web.overload;

import io.ctcservice.core.Cancellation;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Has each request served under a cancellation of its own, an attribute of the request. */
@Component
@Order(AdmissionFilter.ORDER + 1)
final class CancellationFilter extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var cancellation = new Cancellation();
        request.setAttribute(Cancellation.class.getName(), cancellation);
        try {
            cancellation.<Boolean, Exception>call(() -> {
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
