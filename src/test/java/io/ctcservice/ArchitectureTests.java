package io.ctcservice;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import jakarta.validation.Constraint;
import jakarta.validation.Valid;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.NullMarked;
import org.springframework.web.bind.annotation.RequestBody;

/**
 * Tests of the allowed dependencies between packages: {@code api, web, config, metrics -> request -> codec, plot,
 * recognition -> audio, acoustic -> core}.
 */
@AnalyzeClasses(packages = "io.ctcservice", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTests {
    private static final String CORE = "io.ctcservice.core..";
    private static final String CODEC = "io.ctcservice.codec..";
    private static final String REQUEST = "io.ctcservice.request..";
    private static final String RECOGNITION = "io.ctcservice.recognition..";
    private static final String AUDIO = "io.ctcservice.audio..";
    private static final String ACOUSTIC = "io.ctcservice.acoustic..";
    private static final String VECTOR_KERNELS = "io.ctcservice.core..vector..";
    private static final String SCALED = "io.ctcservice.core.loss.scaled..";
    private static final String VECTOR_API = "jdk.incubator.vector..";
    private static final String PURE = "org.jspecify..";
    private static final String JVM_OPTIONS = "com.sun.management..";

    @ArchTest
    static final ArchRule coreIsPlainJava = classes()
            .that()
            .resideInAPackage(CORE)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(CORE, "java..", PURE, VECTOR_API, JVM_OPTIONS));

    @ArchTest
    static final ArchRule onlyVectorPackagesUseTheIncubatorModule = noClasses()
            .that()
            .resideOutsideOfPackage(VECTOR_KERNELS)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(VECTOR_API);

    @ArchTest
    static final ArchRule theCoreHasNoThreadsOfItsOwn = noClasses()
            .that()
            .resideInAPackage(CORE)
            .should()
            .dependOnClassesThat(assignableTo(Thread.class)
                    .or(assignableTo(Executor.class))
                    .or(assignableTo(Executors.class))
                    .or(assignableTo(Future.class)))
            .orShould()
            .callMethodWhere(target(nameMatching("parallel|parallelStream|parallelSort|parallelSetAll")));

    /**
     * Vector kernels are loaded by name: a class that refers to them directly could not be linked without the Vector
     * API.
     */
    @ArchTest
    static final ArchRule nothingLinksVectorKernels = noClasses()
            .that()
            .resideOutsideOfPackage(VECTOR_KERNELS)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(VECTOR_KERNELS);

    @ArchTest
    static final ArchRule rowArithmeticKnowsNothingOfTheRest = classes()
            .that()
            .resideInAPackage("io.ctcservice.core.math..")
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage("io.ctcservice.core.math..", "java..", PURE, VECTOR_API, JVM_OPTIONS));

    @ArchTest
    static final ArchRule theLossKnowsNoWayOfScaling = noClasses()
            .that()
            .resideInAPackage("io.ctcservice.core.loss..")
            .and()
            .resideOutsideOfPackage(SCALED)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(SCALED);

    @ArchTest
    static final ArchRule plotIsPlainJava = classes()
            .that()
            .resideInAPackage("io.ctcservice.plot..")
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage("io.ctcservice.plot..", CORE, "java..", "javax.imageio..", PURE))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule codecsKnowOnlyTheCore = noClasses()
            .that()
            .resideInAPackage(CODEC)
            .should()
            .dependOnClassesThat(ours("outside codec and core", CODEC, CORE));

    /** The classes are part of the core's jar. */
    @ArchTest
    static final ArchRule npyFilesKnowOnlyTheCore = classes()
            .that()
            .resideInAPackage("io.ctcservice.codec.npy..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("io.ctcservice.codec.npy..", CORE, "java..", PURE));

    @ArchTest
    static final ArchRule requestsKnowOnlyCodecsRecognitionAndTheCore = noClasses()
            .that()
            .resideInAPackage(REQUEST)
            .should()
            .dependOnClassesThat(ours(
                    "outside request, codec, recognition, audio and core", REQUEST, CODEC, RECOGNITION, AUDIO, CORE));

    @ArchTest
    static final ArchRule theSyntheticVoiceKnowsOnlyTheCore = classes()
            .that()
            .resideInAPackage(ACOUSTIC)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(ACOUSTIC, CORE, "java..", PURE));

    @ArchTest
    static final ArchRule audioIsPlainJavaAFourierTransformAndADecoder = classes()
            .that()
            .resideInAPackage(AUDIO)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    AUDIO, CORE, "java..", "org.jtransforms..", "io.github.jaredmdobson.concentus..", PURE));

    @ArchTest
    static final ArchRule recognitionKnowsOnlyAudioAndTheCore = noClasses()
            .that()
            .resideInAPackage(RECOGNITION)
            .should()
            .dependOnClassesThat(resideInAPackage("io.ctcservice..")
                    .and(describe(
                            "outside recognition, audio and core",
                            type -> !resideInAnyPackage(RECOGNITION, AUDIO, CORE)
                                    .test(type))));

    @ArchTest
    static final ArchRule onlyOnePackageKnowsOnnxRuntime = noClasses()
            .that()
            .resideOutsideOfPackage("io.ctcservice.recognition.onnx..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.onnxruntime..");

    @ArchTest
    static final ArchRule experimentsAreProgramsOnCoreAndPlot = classes()
            .that()
            .resideInAPackage("io.ctcservice.experiment..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "io.ctcservice.experiment..", "io.ctcservice.plot..", ACOUSTIC, CORE, "java..", PURE))
            .andShould()
            .onlyHaveDependentClassesThat()
            .resideInAPackage("io.ctcservice.experiment..");

    @ArchTest
    static final ArchRule nothingButTheEndpointsKnowsTheEndpoints = noClasses()
            .that()
            .resideOutsideOfPackage("io.ctcservice.api..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.ctcservice.api..");

    @ArchTest
    static final ArchRule endpointsAreIgnorantOfEachOther = slices().matching("io.ctcservice.api.(*)..")
            .should()
            .notDependOnEachOther()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().assignedFrom(eachPackage()).should().beFreeOfCycles();

    @ArchTest
    static final ArchRule everyPackageIsNullMarked = classes()
            .should(be(describe(
                    "in a package whose package-info.java says @NullMarked",
                    type -> type.getPackage().isAnnotatedWith(NullMarked.class))));

    @ArchTest
    static final ArchRule classesAreFinal = classes()
            .that()
            .resideInAnyPackage(CORE, "io.ctcservice.plot..", CODEC, REQUEST, ACOUSTIC)
            .and(describe("are concrete", ArchitectureTests::isConcrete))
            .should()
            .haveModifier(FINAL);

    @ArchTest
    static final ArchRule endpointsKeepTheirTypesToThemselves = classes()
            .that()
            .resideInAPackage("io.ctcservice.api.*..")
            .should()
            .notBePublic()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule recordsHoldNoBareArray = fields().that()
            .areDeclaredInClassesThat(describe("are records", JavaClass::isRecord))
            .and()
            .areNotStatic()
            .should()
            .notHaveRawType(describe("an array", JavaClass::isArray));

    @ArchTest
    static final ArchRule constraintsOfRequestsAreChecked = methods()
            .that(describe("read a request with constraints", ArchitectureTests::readsConstraints))
            .should(be(describe(
                    "given one that was checked: @Valid",
                    method -> method.getParameters().stream()
                            .filter(parameter -> parameter.isAnnotatedWith(RequestBody.class))
                            .allMatch(parameter -> parameter.isAnnotatedWith(Valid.class)))));

    @ArchTest
    static final ArchRule namesSayWhatAClassIs =
            noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)");

    @ArchTest
    static final ArchRule noStandardStreams = noClasses()
            .that()
            .resideOutsideOfPackage("io.ctcservice.experiment..")
            .and(describe("do not print the help", type -> !type.isEquivalentTo(CtcServiceApplication.class)))
            .should(ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule noJavaUtilLogging = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    @ArchTest
    static final ArchRule constructorInjectionOnly = NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

    private static DescribedPredicate<JavaClass> ours(String description, String... allowed) {
        return resideInAPackage("io.ctcservice..")
                .and(describe(description, type -> !resideInAnyPackage(allowed).test(type)));
    }

    private static boolean readsConstraints(JavaMethod method) {
        return method.getParameters().stream()
                .filter(parameter -> parameter.isAnnotatedWith(RequestBody.class))
                .flatMap(parameter -> parameter.getRawType().getFields().stream())
                .flatMap(field -> field.getAnnotations().stream())
                .anyMatch(annotation -> annotation.getRawType().isAnnotatedWith(Constraint.class));
    }

    private static boolean isConcrete(JavaClass type) {
        return !type.isInterface()
                && !type.isEnum()
                && !type.getModifiers().contains(JavaModifier.ABSTRACT)
                && !type.isAnonymousClass();
    }

    private static SliceAssignment eachPackage() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return SliceIdentifier.of(type.getPackageName());
            }

            @Override
            public String getDescription() {
                return "each package";
            }
        };
    }
}
