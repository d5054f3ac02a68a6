using System.Net;
using System.Net.Sockets;

namespace TradingBot.TestKit;

/// <summary>Loopback ports nobody listens on.</summary>
public static class FreePort
{
    // Below the range that systems hand out by themselves (32768 on Linux, 49152 elsewhere): a server that asks for any free port,
    // such as a PostgreSQL started between choosing and using this one, is never given the same.
    private const int Lowest = 10_000;
    private const int Highest = 32_000;

    public static int Next()
    {
        while (true)
        {
            var port = Random.Shared.Next(Lowest, Highest);
            using var probe = new TcpListener(IPAddress.Loopback, port);
            try
            {
                probe.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: the next draw is as good.
            }
        }
    }
}
