package io.ctcservice.spark;

import java.io.Serializable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.ScalaUDF;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.jspecify.annotations.Nullable;
import scala.Function1;
import scala.Option;
import scala.Tuple3;
import scala.collection.immutable.Nil$;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;
import scala.runtime.AbstractFunction2;
import scala.runtime.AbstractFunction3;
import scala.runtime.BoxedUnit;

/**
 * The functions {@code ctc_loss}, {@code ctc_decode}, {@code ctc_align} and {@code ctc_spot} of SQL, and so of every
 * language that Spark has: {@code spark.sql.extensions=io.ctcservice.spark.CtcFunctions} brings them into all sessions.
 *
 * <p>They take the bytes of an {@code .npy} file or its location; {@code ctc_loss} and {@code ctc_align} also a target, a
 * text or an array of class indices; then a constant map of the options that the program has, and all but {@code ctc_loss} the
 * duration of the recording in seconds. They return a struct of the program's columns: {@code error} says what is wrong with a row, and the others are null then.
 */
public final class CtcFunctions extends AbstractFunction1<SparkSessionExtensions, BoxedUnit> {

    /** Adds the functions to a session that there is. */
    @SuppressWarnings("unused") // called by name from other languages
    public static void register(SparkSession session) {
        var registry = ((org.apache.spark.sql.classic.SparkSession) session)
                .sessionState()
                .functionRegistry();
        for (Task task : Task.values()) {
            registry.createOrReplaceTempFunction(name(task), builder(task), "scala_udf");
        }
    }

    /** Adds the functions to every session; called by Spark. */
    @Override
    public BoxedUnit apply(SparkSessionExtensions extensions) {
        for (Task task : Task.values()) {
            extensions.injectFunction(new Tuple3<>(
                    FunctionIdentifier.apply(name(task)),
                    new ExpressionInfo(CtcFunctions.class.getName(), name(task)),
                    builder(task)));
        }
        return BoxedUnit.UNIT;
    }

    private static String name(Task task) {
        return "ctc_" + Options.nameOf(task);
    }

    private static Function1<Seq<Expression>, Expression> builder(Task task) {
        return arguments -> expression(task, arguments);
    }

    private static Expression expression(Task task, Seq<Expression> arguments) {
        int inputs = task.hasTarget() ? 2 : 1;
        int most = task == Task.LOSS ? inputs + 1 : inputs + 2; // losses have no times
        if (arguments.length() < inputs || arguments.length() > most) {
            throw new UsageException(name(task) + " takes emissions" + (task.hasTarget() ? ", a target" : "")
                    + (task == Task.LOSS ? " and a map of options" : ", a map of options and seconds") + ", not "
                    + arguments.length() + " arguments");
        }
        requireTypes(task, arguments);
        var options = arguments.length() > inputs ? constant(task, arguments.apply(inputs)) : Map.<String, String>of();
        var known = new HashSet<>(SettingsReader.NAMES);
        var settings = new SettingsReader(task, Options.of(options, known)).read();
        boolean hasSeconds = arguments.length() > inputs + 1;
        if (hasSeconds) {
            requireSeconds(task, arguments.apply(inputs + 1).dataType(), settings);
        }
        var seconds = hasSeconds ? arguments.apply(inputs + 1) : new Literal(null, DataTypes.DoubleType);
        return new ScalaUDF(
                task.hasTarget() ? new OfTarget(settings) : new OfEmissions(settings),
                new RowFunction(settings.withoutLanguageModel()).columns(),
                inputs(arguments, inputs, seconds),
                nil(),
                Option.empty(),
                Option.apply(name(task)),
                true,
                true);
    }

    private static void requireSeconds(Task task, DataType type, Settings settings) {
        if (!(type instanceof NumericType)) {
            throw new UsageException(name(task) + ": the seconds are " + type.simpleString() + "; expected double");
        }
        if (settings.network() != null) {
            throw new UsageException(name(task) + ": seconds beside the option network; expected none, since recordings"
                    + " have a duration of their own");
        }
        if (settings.words().secondsPerFrame() == null) {
            throw new UsageException(
                    name(task) + ": the seconds are of no effect without the option seconds-per-frame");
        }
    }

    /** Returns emissions, target if there is one, and seconds. */
    @SuppressWarnings("unchecked")
    private static Seq<Expression> inputs(Seq<Expression> arguments, int count, Expression seconds) {
        return (Seq<Expression>) ((Seq<Expression>) arguments.take(count)).appended(seconds);
    }

    @SuppressWarnings("unchecked")
    private static <T> Seq<T> nil() {
        return (Seq<T>) Nil$.MODULE$;
    }

    private static void requireTypes(Task task, Seq<Expression> arguments) {
        DataType emissions = arguments.apply(0).dataType();
        if (!emissions.equals(DataTypes.BinaryType) && !emissions.equals(DataTypes.StringType)) {
            throw new UsageException(name(task) + ": emissions are " + emissions.simpleString()
                    + "; expected binary, the bytes of .npy files, or string, where they are");
        }
        if (!task.hasTarget()) {
            return;
        }
        DataType target = arguments.apply(1).dataType();
        boolean areLabels = target instanceof ArrayType array
                && (array.elementType().equals(DataTypes.IntegerType)
                        || array.elementType().equals(DataTypes.LongType));
        if (!areLabels && !target.equals(DataTypes.StringType)) {
            throw new UsageException(name(task) + ": the target is " + target.simpleString()
                    + "; expected string, or array<int> of class indices");
        }
    }

    /** Returns the options, which are the same for all rows. */
    private static Map<String, String> constant(Task task, Expression options) {
        if (!options.foldable() || !options.dataType().simpleString().equals("map<string,string>")) {
            throw new UsageException(name(task) + ": the options are " + options.sql()
                    + "; expected a constant map of texts, map('vocabulary', 'english')");
        }
        var map = (scala.collection.@Nullable Map<?, ?>)
                CatalystTypeConverters.convertToScala(options.eval(null), options.dataType());
        var texts = new HashMap<String, String>();
        if (map != null) {
            CollectionConverters.asJava(map).forEach((name, value) -> {
                if (value != null) { // as not given
                    texts.put((String) name, (String) value);
                }
            });
        }
        return texts;
    }

    private static @Nullable Double number(@Nullable Object seconds) {
        return seconds == null ? null : (Double) ((Number) seconds).doubleValue();
    }

    /** The function of emissions, a target and seconds. */
    private static final class OfTarget extends AbstractFunction3<Object, Object, Object, Object>
            implements Serializable {

        private static final long serialVersionUID = 1L;

        private final ShippedFunction function;

        OfTarget(Settings settings) {
            this.function = new ShippedFunction(settings);
        }

        @Override
        public Object apply(@Nullable Object emissions, @Nullable Object target, @Nullable Object seconds) {
            return target instanceof scala.collection.Seq<?> labels
                    ? function.get().of(emissions, null, labels, number(seconds))
                    : function.get().of(emissions, (String) target, null, number(seconds));
        }
    }

    /** The function of emissions and seconds. */
    private static final class OfEmissions extends AbstractFunction2<Object, Object, Object> implements Serializable {

        private static final long serialVersionUID = 1L;

        private final ShippedFunction function;

        OfEmissions(Settings settings) {
            this.function = new ShippedFunction(settings);
        }

        @Override
        public Object apply(@Nullable Object emissions, @Nullable Object seconds) {
            return function.get().of(emissions, null, null, number(seconds));
        }
    }
}
