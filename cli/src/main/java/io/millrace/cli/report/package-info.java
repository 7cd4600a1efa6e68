/** Reports over files, without a broker: how two files differ, where a stream of errors changed, how good predictions are. */
package io.millrace.cli.report;
