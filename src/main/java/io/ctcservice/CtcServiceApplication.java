package io.ctcservice;

import io.ctcservice.config.settings.SettingsHelp;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The entry point of the application: starts the service, or prints its help. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class CtcServiceApplication {

    public static void main(String[] args) {
        if (SettingsHelp.isAskedFor(args)) {
            System.out.print(SettingsHelp.text());
            return;
        }
        SpringApplication.run(CtcServiceApplication.class, args);
    }
}
