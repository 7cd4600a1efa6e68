/**
 * The embedded schema registry: the part of Confluent's REST API that Avro clients use, over a compacted topic in the layout of
 * Confluent's own {@code _schemas}. The door is {@link io.millrace.cli.embedded.registry.EmbeddedRegistry}; out of scope are
 * Protobuf and JSON Schema, references between schemas, contexts and modes.
 */
package io.millrace.cli.embedded.registry;
