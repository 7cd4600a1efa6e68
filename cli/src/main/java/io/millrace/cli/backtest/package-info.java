/** Test, then train, over a file: how well online learning would have done. */
package io.millrace.cli.backtest;
