/**
 * Cleaning rules and encoders: a raw record becomes a feature vector or is refused. The public door is {@link
 * io.millrace.features.Encoder}.
 */
package io.millrace.features;
