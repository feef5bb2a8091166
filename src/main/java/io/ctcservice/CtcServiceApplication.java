package io.ctcservice;

import io.ctcservice.config.settings.SettingsHelp;
import java.util.Locale;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * The entry point of the application: starts the service, or prints its help. Only packages with beans are scanned: two
 * thirds of the classes are elsewhere, and would all be read at each start.
 */
@SpringBootApplication(
        scanBasePackages = {"io.ctcservice.api", "io.ctcservice.config", "io.ctcservice.metrics", "io.ctcservice.web"})
public class CtcServiceApplication {

    public static void main(String[] args) {
        Locale.setDefault(
                Locale.ROOT); // libraries have messages in other languages; those of this service are in English
        if (SettingsHelp.isAskedFor(args)) {
            System.out.print(SettingsHelp.text());
            return;
        }
        SpringApplication.run(CtcServiceApplication.class, args);
    }
}
