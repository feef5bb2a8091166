package io.ctcservice.config.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.NoSuchFileException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.BeanInstantiationException;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.server.WebServerException;
import org.springframework.context.ApplicationContextException;

/** Tests of what a failed start of the server says. */
final class ServerStartAnalyzerTests {

    @Test
    void aTemporaryFolderThatCannotBeWrittenIsNoSettingOfTheServer() {
        var failure = new ApplicationContextException(
                "Unable to start web server",
                new WebServerException(
                        "Unable to create tempDir. java.io.tmpdir is set to /gone",
                        new NoSuchFileException("/gone/tomcat.8080")));

        var analysis = Objects.requireNonNull(new ServerStartAnalyzer().analyze(failure, failure));

        assertThat(analysis.getDescription()).contains("java.io.tmpdir is set to /gone");
        assertThat(analysis.getAction()).contains("-Djava.io.tmpdir=<folder>").doesNotContain("server.*");
    }

    @Test
    void aKeyOfAnotherCertificateIsToldWithoutTheWiring() {
        var mismatch = new IllegalStateException(
                "Unable to register SSL bundle 'web'", new IllegalStateException("Private key matches none"));
        var bundles = new BeanCreationException(
                "sslBundleRegistry", "no bean", new BeanInstantiationException(SslBundles.class, "no bean", mismatch));
        var failure = new ApplicationContextException(
                "Unable to start web server",
                new BeanCreationException("tomcatServletWebServerFactory", "no bean", bundles));

        var analysis = Objects.requireNonNull(new ServerStartAnalyzer().analyze(failure, failure));

        assertThat(analysis.getDescription())
                .isEqualTo(
                        "The server cannot be started: Unable to register SSL bundle 'web': Private key matches none");
    }

    @Test
    void aReasonThatQuotesTheNextIsSaidOnce() {
        String unread = "Error reading certificate or key from file 'file:gone.pem'";
        var failure = new ApplicationContextException(
                "Unable to start web server",
                new IllegalStateException(
                        "Could not load store: " + unread,
                        new IllegalStateException(unread, new NoSuchFileException("gone.pem"))));

        var analysis = Objects.requireNonNull(new ServerStartAnalyzer().analyze(failure, failure));

        assertThat(analysis.getDescription())
                .isEqualTo("The server cannot be started: Could not load store: " + unread);
        assertThat(analysis.getAction()).contains("spring.ssl.*");
    }
}
