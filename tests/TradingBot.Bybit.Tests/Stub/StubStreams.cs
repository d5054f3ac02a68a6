using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace TradingBot.Bybit.Tests.Stub;

/// <summary>
/// The WebSocket side of a stub exchange: greets as Bybit does unless told otherwise, and lets a test speak on each connection.
/// </summary>
internal sealed class StubStreams
{
    private readonly ConcurrentQueue<StubSocket> _sockets = new();
    private readonly ConcurrentQueue<string> _turnedAway = new();

    /// <summary>Every connection so far, oldest first.</summary>
    public IReadOnlyList<StubSocket> Sockets => [.. _sockets];

    /// <summary>The answer to what a client asks by op; null stays silent.</summary>
    public Func<string, string?> Answer { get; set; } = Usual;

    /// <summary>Whether connections are refused with HTTP 503 before they come about.</summary>
    public bool IsTurningAway { get; set; }

    /// <summary>How many connections to the path have been refused.</summary>
    public int TurnedAway(string path) => _turnedAway.Count(one => one == path);

    public static string? Usual(string op) => op switch
    {
        "ping" => """{"op":"pong","args":["1735689600000"],"conn_id":"c"}""",
        _ => $$"""{"success":true,"ret_msg":"","op":"{{op}}","conn_id":"c"}""",
    };

    public async Task ServeAsync(HttpContext context)
    {
        if (IsTurningAway)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            _turnedAway.Enqueue(context.Request.Path);
            return;
        }

        using var socket = new StubSocket(context.Request.Path, await context.WebSockets.AcceptWebSocketAsync(), context);
        _sockets.Enqueue(socket);
        await socket.ListenAsync(op => Answer(op));
    }
}
