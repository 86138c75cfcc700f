package io.signalcoherence.adapter.http;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;

/**
 * How sockets are driven: by Linux's own interface if its native library is in the class path, else
 * by the JDK's.
 *
 * @param name for logs
 * @param handler makes an event loop's driver
 * @param server what listens
 */
record Transport(String name, IoHandlerFactory handler, Class<? extends ServerChannel> server) {

  static Transport best() {
    return Epoll.isAvailable()
        ? new Transport("epoll", EpollIoHandler.newFactory(), EpollServerSocketChannel.class)
        : new Transport("nio", NioIoHandler.newFactory(), NioServerSocketChannel.class);
  }
}
