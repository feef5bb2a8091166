package io.ctcservice.container;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.junit.jupiter.Testcontainers;

/** A test that needs Docker: skipped without it, but failed in CI ({@code CI=true}), so that no skip goes unnoticed. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ContainerTest.DockerIsThere.class)
@Testcontainers
@interface ContainerTest {

    /** A condition that looks for Docker once, before any container is started. */
    final class DockerIsThere implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (dockerIsUsable()) {
                return ConditionEvaluationResult.enabled("Docker is there");
            }
            if (Boolean.parseBoolean(System.getenv("CI"))) {
                throw new IllegalStateException("container tests must run in CI, and there is no usable Docker");
            }
            return ConditionEvaluationResult.disabled("there is no usable Docker");
        }

        private static boolean dockerIsUsable() {
            try {
                return DockerClientFactory.instance().isDockerAvailable();
            } catch (IllegalStateException | ContainerLaunchException e) { // an engine that cannot run a thing
                return false;
            }
        }
    }
}
