using System.Globalization;
using Microsoft.AspNetCore.Http;
using TradingBot.PaperExchange.Settings;
using TradingBot.PaperExchange.Simulation;

namespace TradingBot.PaperExchange.Streams;

/// <summary>Opens sockets and keeps them until one side leaves or the exchange stops.</summary>
internal sealed class StreamServer(ExchangeSimulator simulator, StreamHub hub, OrderEntry entry, AccountKey key, CancellationToken stopping)
{
    private long _opened;

    public async Task HandleAsync(HttpContext context)
    {
        if (StreamAddress.Find(context.Request) is not { } address)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var options = key.Options;
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var id = $"paper-{Interlocked.Increment(ref _opened).ToString(CultureInfo.InvariantCulture)}";
        using var session = new StreamSession(socket, address, id, options.StreamBacklog, options.TimeProvider);
        var conversation = new StreamConversation(session, hub, entry, simulator, options);
        try
        {
            await session.RunAsync(conversation.Receive, stopping);
        }
        finally
        {
            simulator.Read(_ =>
            {
                hub.Forget(session);
                return true;
            });
        }
    }
}
