/**
 * Bulk jobs on Apache Spark: the losses, hypotheses, alignments and detections of every row of a table, as a program and as SQL
 * functions. For Java 17, as clusters have it.
 */
@NullMarked
package io.ctcservice.spark;

import org.jspecify.annotations.NullMarked;
