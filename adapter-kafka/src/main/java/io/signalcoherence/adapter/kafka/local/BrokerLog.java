package io.signalcoherence.adapter.kafka.local;

import io.signalcoherence.localservers.PrivateFiles;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What one run of a broker has written: its log from where the run began, and its output. */
final class BrokerLog {

  private static final int SHOWN_BYTES = 64 * 1024;
  private static final int LONGEST = 300;
  private static final Pattern FAULT = Pattern.compile("\\] (ERROR|FATAL) ");
  private static final Pattern CAUSE =
      Pattern.compile("^(Caused by: |Exception in thread .*?\" )?([\\w.$]+(Exception|Error): .*)$");

  private final BrokerFolder folder;
  private final long begin;

  private BrokerLog(BrokerFolder folder, long begin) {
    this.folder = folder;
    this.begin = begin;
  }

  /** Makes the folder of logs and notes where the next run's lines begin. */
  static BrokerLog open(BrokerFolder folder) throws IOException {
    PrivateFiles.makeFolder(folder.logs());
    Path log = folder.log();
    return new BrokerLog(folder, Files.exists(log) ? Files.size(log) : 0);
  }

  /** The last part of what this run has written. */
  String written() throws IOException {
    return tail(folder.output(), 0) + "\n" + tail(folder.log(), begin);
  }

  /** The one line that says most of why a program gave up. */
  static String lastFault(String said) {
    List<String> lines = said.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    String fault = "";
    for (String line : lines) {
      var cause = CAUSE.matcher(line);
      if (cause.matches()) {
        fault = cause.group(2);
      } else if (FAULT.matcher(line).find() && fault.isEmpty()) {
        fault = line;
      }
    }
    if (fault.isEmpty()) {
      fault = lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
    }
    return fault.length() > LONGEST ? fault.substring(0, LONGEST) + "..." : fault;
  }

  private static String tail(Path file, long from) throws IOException {
    if (!Files.exists(file)) {
      return "";
    }
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      // A log that was rolled meanwhile is shorter than where the run began.
      long begin = Math.max(log.length() < from ? 0 : from, log.length() - SHOWN_BYTES);
      byte[] bytes = new byte[(int) (log.length() - begin)];
      log.seek(begin);
      log.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
