package io.sluice.quality.measure.pass;

import com.amazon.deequ.metrics.DoubleMetric;
import com.amazon.deequ.metrics.Entity;
import com.amazon.deequ.metrics.Metric;
import scala.Enumeration;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.util.Failure;
import scala.util.Success;
import scala.util.Try;

/** A Deequ metric of any type: counts stay whole numbers, decimals exact, instants instants. */
record ValueMetric(String instance, Try<Object> value) implements Metric<Object> {
    static ValueMetric of(Object measure, Option<ValueState> state) {
        Object value = state.isDefined() ? state.get().value() : null;
        return new ValueMetric(measure.toString(), new Success<>(value));
    }

    static ValueMetric failed(Object measure, Exception failure) {
        return new ValueMetric(measure.toString(), new Failure<>(failure));
    }

    @Override
    public Enumeration.Value entity() {
        return Entity.Dataset();
    }

    @Override
    public String name() {
        return "Value";
    }

    @Override
    public Seq<DoubleMetric> flatten() {
        return JavaConverters.asScalaBuffer(new java.util.ArrayList<DoubleMetric>());
    }
}
