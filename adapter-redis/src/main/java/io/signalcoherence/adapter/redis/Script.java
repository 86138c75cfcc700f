package io.signalcoherence.adapter.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisNoScriptException;
import redis.clients.jedis.util.SafeEncoder;

/**
 * A Lua script, which the store runs as one step. It is sent by its hash, and whole when the store
 * has lost it.
 */
final class Script {

  /**
   * What is kept, when it was confirmed and loaded by the store's clock, and what that clock says
   * now: nothing if there is no such key, empty parts if it holds no reading.
   */
  static final Script FIND =
      new Script(
          """
          local kept = redis.pcall('HMGET', KEYS[1], 'reading', 'confirmed', 'loaded')
          if not kept.err and kept[1] and kept[2] and kept[3] then
            local now = redis.call('TIME')
            return {kept[1], kept[2], kept[3], now[1], now[2]}
          end
          if redis.call('EXISTS', KEYS[1]) == 0 then return false end
          return {'', '', '', '', ''}
          """);

  /**
   * Keeps a reading if the snapshot kept is still the one that was compared with: arguments are
   * that one, empty for none, the new one, the reading, both ages in microseconds, and for how many
   * milliseconds. The answer is a plus, or a minus and the snapshot that is kept instead.
   */
  static final Script OFFER =
      new Script(
          """
          local kept = redis.pcall('HGET', KEYS[1], 'snapshot')
          if type(kept) == 'table' then
            redis.call('DEL', KEYS[1])
            kept = false
          end
          if (kept or '') ~= ARGV[1] then return '-' .. (kept or '') end
          local now = redis.call('TIME')
          local micros = now[1] * 1000000 + now[2]
          redis.call('HSET', KEYS[1], 'snapshot', ARGV[2], 'reading', ARGV[3],
            'confirmed', string.format('%.0f', micros - ARGV[4]),
            'loaded', string.format('%.0f', micros - ARGV[5]))
          redis.call('PEXPIRE', KEYS[1], ARGV[6])
          return '+'
          """);

  /** Gives a lease back if it is still the one that was given: its mark is the argument. */
  static final Script RELEASE =
      new Script(
          """
          if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
          return 0
          """);

  private final byte[] text;
  private final byte[] hash;

  private Script(String text) {
    this.text = text.getBytes(UTF_8);
    this.hash = Sha1.hex(this.text).getBytes(UTF_8);
  }

  @Nullable Object run(Connection connection, byte[] key, byte[]... arguments) {
    try {
      return connection.executeCommand(command(Command.EVALSHA, hash, key, arguments));
    } catch (JedisNoScriptException e) {
      return connection.executeCommand(command(Command.EVAL, text, key, arguments));
    }
  }

  private static CommandArguments command(
      Command command, byte[] script, byte[] key, byte[]... arguments) {
    CommandArguments all = new CommandArguments(command).add(script).add(1).add(key);
    for (byte[] argument : arguments) {
      all.add(argument);
    }
    return all;
  }

  /** The parts of an answer; none if it has none. */
  static List<byte[]> parts(@Nullable Object answer) {
    List<byte[]> parts = new ArrayList<>();
    if (answer instanceof List<?> list) {
      list.forEach(part -> parts.add(part instanceof byte[] bytes ? bytes : new byte[0]));
    }
    return parts;
  }

  static byte[] number(long value) {
    return SafeEncoder.encode(Long.toString(value));
  }
}
