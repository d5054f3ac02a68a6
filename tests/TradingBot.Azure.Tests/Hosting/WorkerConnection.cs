using System.Net.Sockets;

namespace TradingBot.Azure.Tests.Hosting;

/// <summary>
/// A worker answers its host before its own HTTP server listens; the Functions host tries for a while to connect, and so does this one.
/// </summary>
internal static class WorkerConnection
{
    private const int Tries = 60;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static async ValueTask<Stream> OpenAsync(SocketsHttpConnectionContext context, CancellationToken token)
    {
        for (var attempt = 1; ; attempt++)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(context.DnsEndPoint, token);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException refused) when (refused.SocketErrorCode == SocketError.ConnectionRefused && attempt < Tries)
            {
                socket.Dispose();
                await Task.Delay(Pause, TimeProvider.System, token);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }
}
