package io.signalcoherence.adapter.postgres.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalcoherence.localservers.ShortCommand;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Unpacking, with an archive whose server is a script that says its version. */
final class BundleCacheTest {

  private static final String SERVER = "#!/bin/sh\necho 'postgres (PostgreSQL) 18.6'\n";

  @TempDir Path above;

  @Test
  void bundleIsUnpackedOnceAndKept() throws IOException {
    PostgresBundle first = cache().bundle(archive("bin/postgres"));
    Object inode = Files.getAttribute(first.program("postgres"), "unix:ino");
    PostgresBundle second = cache().bundle(archive("bin/postgres"));
    assertThat(second).isEqualTo(first);
    assertThat(first.major()).isEqualTo(18);
    assertThat(Files.getAttribute(second.program("postgres"), "unix:ino")).isEqualTo(inode);
  }

  @Test
  void damagedBundleIsUnpackedAnew() throws IOException {
    PostgresBundle bundle = cache().bundle(archive("bin/postgres"));
    Files.writeString(bundle.program("postgres"), "");
    assertThat(cache().bundle(archive("bin/postgres"))).isEqualTo(bundle);
    assertThat(bundle.program("postgres")).hasContent(SERVER);
  }

  @Test
  void leftoversOfAKilledUnpackingAreRemoved() throws IOException {
    Path fresh = Files.createDirectories(above.resolve("cache/postgres-test.fresh/bin"));
    Files.writeString(fresh.resolve("half"), "half");
    cache().bundle(archive("bin/postgres"));
    assertThat(above.resolve("cache/postgres-test.fresh")).doesNotExist();
    assertThat(above.resolve("cache/postgres-test/bin").toFile().list())
        .containsExactly("postgres");
  }

  @Test
  void manyMayUnpackAtOnce() throws Exception {
    PostgresBundle.Archive archive = archive("bin/postgres");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<PostgresBundle>> calls = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        calls.add(() -> cache().bundle(archive));
      }
      for (Future<PostgresBundle> bundle : threads.invokeAll(calls)) {
        assertThat(bundle.get().program("postgres")).hasContent(SERVER);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void entryThatPointsOutIsRefusedAndNothingIsLeft() throws IOException {
    PostgresBundle.Archive archive = archive("../outside");
    assertThatThrownBy(() -> cache().bundle(archive))
        .isInstanceOf(LocalPostgresException.class)
        .hasMessageContaining("points out of the archive");
    assertThat(above.resolve("outside")).doesNotExist();
    assertThat(above.resolve("cache/postgres-test")).doesNotExist();
  }

  @Test
  void folderThatOthersCanWriteIsNotUsed() throws IOException {
    Path open = Files.createDirectory(above.resolve("open"));
    assertThat(BundleCache.usable(open, RunAs.uid())).isTrue();
    assertThat(BundleCache.usable(open, RunAs.uid() + 1)).isFalse();
    ShortCommand.run(List.of("chmod", "777", open.toString()), Duration.ofSeconds(5));
    assertThat(BundleCache.usable(open, RunAs.uid())).isFalse();
  }

  private BundleCache cache() {
    Path folder = above.resolve("cache");
    assertThat(BundleCache.usable(folder, RunAs.uid())).isTrue();
    return new BundleCache(folder);
  }

  private PostgresBundle.Archive archive(String name) throws IOException {
    Path file = above.resolve("archive.txz");
    byte[] content = SERVER.getBytes(StandardCharsets.UTF_8);
    try (OutputStream raw = Files.newOutputStream(file);
        TarArchiveOutputStream tar =
            new TarArchiveOutputStream(new XZOutputStream(raw, new LZMA2Options(0)))) {
      TarArchiveEntry entry = new TarArchiveEntry(name, true);
      entry.setMode(0b111_101_101);
      entry.setSize(content.length);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
    }
    return new PostgresBundle.Archive(file.toUri().toURL(), "test");
  }
}
