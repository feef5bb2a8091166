package io.ctcservice;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.platform.commons.annotation.Testable;

/** A test of the names of test classes: Surefire runs only those named {@code ...Tests}. */
@AnalyzeClasses(packages = "io.ctcservice", importOptions = ImportOption.OnlyIncludeTests.class)
final class TestNamesTests {
    @ArchTest
    static final ArchRule testsAreNamedTests = methods()
            .that()
            .areMetaAnnotatedWith(Testable.class)
            .should()
            .beDeclaredInClassesThat()
            .haveNameMatching(".*Tests(\\$.*)?");
}
