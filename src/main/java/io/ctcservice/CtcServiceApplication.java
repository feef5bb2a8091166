package io.ctcservice;

import io.ctcservice.config.settings.SettingsHelp;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the service, or says how it is started. */
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
